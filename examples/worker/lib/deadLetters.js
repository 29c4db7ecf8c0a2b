import { log } from './log.js'
import { countDeadLetter } from './metrics.js'

/** Gives the broker an action that nobody will deliver. `entry` has the event and its place in the log. */
export async function writeDeadLetter(broker, account, entry, { subscription = '', action = null, outcome }) {
  const id = JSON.stringify([account.name, entry.seq, subscription])
  const write = action => {
    const text = JSON.stringify({ account: account.name, event: entry.event, action, outcome })
    return broker.writeDeadLetter({ id, account: account.name, subscription, text })
  }
  try {
    await write(action)
  } catch (error) {
    if (!error.isTooLarge) throw error
    // The event can be mapped again. Its payload is too large to be kept beside it.
    await write(action && { ...action, payload: {} })
  }
  const code = outcome.code ?? outcome.outcome
  const destination = account.destination?.slug ?? ''
  countDeadLetter(destination, subscription, code)
  log('warn', 'dead-letter', {
    account: account.name,
    subscription,
    outcome: outcome.outcome,
    reason: code,
    at: outcome.at,
  })
}
