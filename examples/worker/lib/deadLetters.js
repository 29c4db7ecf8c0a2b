import { log } from './log.js'
import { countDeadLetter } from './metrics.js'

/** Gives the broker an action that nobody will deliver. `entry` has the event and its place in the log. */
export async function writeDeadLetter(broker, account, entry, { subscription = '', action = null, outcome }) {
  const id = JSON.stringify([account.name, entry.seq, subscription])
  const forms = listForms(entry, action, outcome)
  for (const [index, form] of forms.entries()) {
    try {
      const text = JSON.stringify({ account: account.name, ...form })
      await broker.writeDeadLetter({ id, account: account.name, subscription, text })
      break
    } catch (error) {
      // JSON can be read at a depth at which it cannot be written.
      const isTooLarge = error.isTooLarge || error instanceof RangeError
      if (!isTooLarge || index === forms.length - 1) throw error
    }
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

/** Lists forms of a dead letter. A later one is for a broker that does not take the one before, because it is too large. */
function listForms({ seq, event }, action, outcome) {
  // The event can be mapped again without its payload.
  const rest = action && { ...action, payload: {} }
  const message = `${outcome.message}; the event at ${seq} is too large to be kept`
  return [
    { event, action, outcome },
    { event, action: rest, outcome },
    { event: null, action: rest, outcome: { ...outcome, message } },
  ]
}
