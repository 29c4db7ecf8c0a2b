import { headers } from '@nats-io/transport-node'
import { choosePartition, eventsSubject } from './subjects.js'

/** Publishes an event. The broker drops repeats of its ID for two minutes. */
export async function publish(broker, { id, person, account, bytes }) {
  const options = { msgID: id, headers: headers() }
  if (account !== undefined) options.headers.set('Account', account)
  const subject = eventsSubject(choosePartition(person, broker.partitions))
  await noteSize(broker.client.publish(subject, bytes, options))
}

/** Marks the error of a message that the broker will never take. */
export async function noteSize(published) {
  try {
    return await published
  } catch (error) {
    throw Object.assign(error, { isTooLarge: /max.*payload/i.test(error.message) })
  }
}
