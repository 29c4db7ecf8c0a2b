import { readArguments, runCommand, useBroker } from '../lib/commandLine.js'

const usage = `node deadLetters.js [--follow]
node deadLetters.js --delete ID

Prints dead letters, one JSON object a line; with --follow, also those to come.
--delete removes those of a person. The broker is that of BROKER_URL.`

async function print(broker, follow) {
  for await (const { letter } of broker.readDeadLetters({ follow })) {
    process.stdout.write(`${JSON.stringify(letter)}\n`)
  }
}

async function remove(broker, id) {
  let count = 0
  for await (const { letter, remove } of broker.readDeadLetters({ follow: false })) {
    const { userId, anonymousId, previousId } = letter.event ?? {}
    if (![userId, anonymousId, previousId].some(value => value !== undefined && String(value) === id)) continue
    await remove()
    count++
  }
  console.error(`deleted ${count}`)
}

async function readOrRemove(openBroker) {
  const { values } = readArguments(usage, { options: { follow: { type: 'boolean' }, delete: { type: 'string' } } })
  if (values.delete !== undefined && values.follow) throw new Error('--delete has no --follow')
  // A reader such as `head` closes the pipe early, which is not an error.
  process.stdout.on('error', error => {
    if (error.code === 'EPIPE') process.exit(0)
    console.error(error.message)
    process.exit(1)
  })
  await useBroker(openBroker, broker => {
    return values.delete === undefined ? print(broker, values.follow ?? false) : remove(broker, values.delete)
  })
}

/** The command `deadLetters.js`. */
export const runDeadLetters = openBroker => runCommand(() => readOrRemove(openBroker))
