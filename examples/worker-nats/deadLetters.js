import { DeliverPolicy } from '@nats-io/jetstream'
import { openBroker } from './lib/broker.js'
import { readArguments } from './lib/commandLine.js'
import { readSettings } from './lib/settings.js'

const usage = `node deadLetters.js [--follow]
node deadLetters.js --delete ID

Prints dead letters, one JSON object a line; with --follow, also those to come.
--delete removes those of a person. The broker is that of BROKER_URL.`

async function* readLetters(broker, { follow = false } = {}) {
  const { state } = await broker.manager.streams.info('deadLetters')
  if (state.messages === 0 && !follow) return
  const consumer = await broker.client.consumers.get('deadLetters', { deliver_policy: DeliverPolicy.All })
  const seen = new Set()
  for await (const message of await consumer.consume()) {
    // The broker drops repeats for an hour only.
    const id = message.headers?.get('Nats-Msg-Id')
    if (!seen.has(id)) yield { seq: message.info.streamSequence, letter: message.json() }
    seen.add(id)
    if (!follow && message.info.pending === 0) return
  }
}

async function print(broker, follow) {
  for await (const { letter } of readLetters(broker, { follow })) process.stdout.write(`${JSON.stringify(letter)}\n`)
}

async function remove(broker, id) {
  let count = 0
  for await (const { seq, letter } of readLetters(broker)) {
    const { userId, anonymousId, previousId } = letter.event ?? {}
    if (![userId, anonymousId, previousId].some(value => value !== undefined && String(value) === id)) continue
    await broker.manager.streams.deleteMessage('deadLetters', seq, true)
    count++
  }
  console.error(`deleted ${count}`)
}

async function main() {
  const { values } = readArguments(usage, { options: { follow: { type: 'boolean' }, delete: { type: 'string' } } })
  const broker = await openBroker(readSettings())
  if (values.delete !== undefined) await remove(broker, values.delete)
  else await print(broker, values.follow)
  await broker.connection.close()
}

main().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
