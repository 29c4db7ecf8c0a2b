// Prints dead letters, one a line: node deadLetters.js [--follow]
// Deletes those of a person: node deadLetters.js --delete ID
import { parseArgs } from 'node:util'
import { DeliverPolicy } from '@nats-io/jetstream'
import { openBroker } from './lib/broker.js'
import { readSettings } from './lib/settings.js'

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
  const { values } = parseArgs({ options: { follow: { type: 'boolean' }, delete: { type: 'string' } } })
  const broker = await openBroker(readSettings())
  if (values.delete !== undefined) await remove(broker, values.delete)
  else await print(broker, values.follow)
  await broker.connection.close()
}

main().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
