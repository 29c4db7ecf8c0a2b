import { DeliverPolicy } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import { noteSize } from './publish.js'
import { deadLetterSubject } from './subjects.js'

/** Writes a dead letter. Its message ID lets the broker drop repeats for an hour. */
export async function writeDeadLetter(broker, { id, account, subscription, text }) {
  const options = { msgID: id, headers: headers() }
  options.headers.set('Subscription', encodeURIComponent(subscription))
  await noteSize(broker.client.publish(deadLetterSubject(account), text, options))
}

/** Reads dead letters, and drops the repeats that the broker does not. */
export async function* readDeadLetters(broker, { follow }) {
  const { state } = await broker.manager.streams.info('deadLetters')
  if (state.messages === 0 && !follow) return
  const consumer = await broker.client.consumers.get('deadLetters', { deliver_policy: DeliverPolicy.All })
  const seen = new Set()
  for await (const message of await consumer.consume()) {
    const id = message.headers?.get('Nats-Msg-Id')
    const { streamSequence, pending } = message.info
    const remove = () => broker.manager.streams.deleteMessage('deadLetters', streamSequence, true)
    if (!seen.has(id)) yield { letter: message.json(), remove }
    seen.add(id)
    if (!follow && pending === 0) return
  }
}
