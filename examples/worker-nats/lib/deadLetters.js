import { headers } from '@nats-io/transport-node'
import { log } from './log.js'
import { countDeadLetter } from './metrics.js'
import { deadLetterSubject } from './subjects.js'

/**
 * Puts an action that nobody will deliver into the stream of dead letters. `entry` has the event and its number. The
 * message ID lets the broker drop repeats; `deadLetters.js` drops those that come later.
 */
export async function writeDeadLetter(broker, account, entry, { subscription = '', action = null, outcome }) {
  const id = JSON.stringify([account.name, entry.seq, subscription])
  const options = { msgID: id, headers: headers() }
  options.headers.set('Subscription', encodeURIComponent(subscription))
  const write = action => {
    const letter = JSON.stringify({ account: account.name, event: entry.event, action, outcome })
    return broker.client.publish(deadLetterSubject(account.name), letter, options)
  }
  try {
    await write(action)
  } catch (error) {
    if (!/max.*payload/i.test(error.message)) throw error
    // The event can be mapped again. Its payload is too large to be kept beside it.
    await write(action && { ...action, payload: {} })
  }
  const code = outcome.code ?? outcome.outcome
  const destination = account.destination?.name ?? ''
  countDeadLetter(destination, subscription, code)
  log('warn', 'dead-letter', {
    account: account.name,
    subscription,
    outcome: outcome.outcome,
    reason: code,
    at: outcome.at,
  })
}
