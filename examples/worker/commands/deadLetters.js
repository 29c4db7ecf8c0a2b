import { readArguments, runCommand } from '../lib/commandLine.js'
import { readSettings } from '../lib/settings.js'

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
  const broker = await openBroker(readSettings())
  if (values.delete !== undefined) await remove(broker, values.delete)
  else await print(broker, values.follow ?? false)
  await broker.close()
}

/** The command `deadLetters.js`. */
export const runDeadLetters = openBroker => runCommand(() => readOrRemove(openBroker))
