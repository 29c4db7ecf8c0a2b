import { deliver, platform } from 'callmap/delivery'
import { writeDeadLetter } from './deadLetters.js'
import { fetchWith } from './fetch.js'
import { countAction } from './metrics.js'
import { answerTimeout, roundSeconds } from './settings.js'

/**
 * An event of one account, on its way.
 *
 * @typedef {object} Entry
 * @property {number | string} seq place in the log of events
 * @property {object} raw the event as it was published
 * @property {object | undefined} event the event as `normalize` returns it, if it does
 * @property {object | undefined} mistake why it does not
 * @property {Record<string, true | { done: number[], rejected?: object }>} progress by subscription; true: settled
 * @property {boolean} isSettled
 */

/**
 * Maps events and sends their requests, for some seconds at most. Notes the progress in each entry, and writes a dead
 * letter for each action that nobody will deliver. Rejects if the broker does not take one. Whatever is left of the
 * `last` entries becomes a dead letter too. `concurrency`: requests on their way at the same time.
 *
 * @returns reason of an entry that is left; `buried`: entries of `last` with a dead letter; `answered`: actions that the
 *   vendor took or refused
 */
export async function runRound(broker, account, entries, { signal, mayStart }, { last = [], concurrency } = {}) {
  const { destination, tokens, limiter } = account
  const letters = []
  const bury = (entry, letter) => {
    const written = writeDeadLetter(broker, account, { seq: entry.seq, event: entry.raw }, letter)
    // It may be rejected long before it is awaited.
    written.catch(() => undefined)
    letters.push(written)
  }
  if (!destination) {
    for (const entry of last) bury(entry, { outcome: tooOld('the account has no valid mappings file') })
    await Promise.all(letters)
    for (const entry of last) entry.isSettled = true
    return { reason: 'no-mappings', buried: last.length, answered: 0 }
  }
  const mapped = entries.flatMap(entry => mapEntry(destination, entry, bury))
  const given = mapped.map(({ given }) => given)
  const { outcomes, left } = await deliver(destination, given, {
    ...platform,
    fetch: fetchWith(mayStart),
    tokens,
    limiter,
    signal,
    mayStart,
    concurrency,
    maxAge: roundSeconds,
    timeout: answerTimeout,
  })
  for (const { action: index, ...outcome } of outcomes) {
    const { entry, subscription, action } = mapped[index]
    countAction(destination.slug, subscription, outcome.outcome)
    if (outcome.outcome === 'rejected' || outcome.outcome === 'failed') {
      bury(entry, { subscription, action, outcome })
    }
    entry.progress[subscription] = true
  }
  const open = new Set()
  const buried = new Set()
  for (const { index, done, rejected, reason, message } of left) {
    const { entry, subscription, action } = mapped[index]
    if (last.includes(entry) && reason !== 'stopped') {
      buried.add(entry)
      bury(entry, { subscription, action, outcome: tooOld(message) })
      entry.progress[subscription] = true
      continue
    }
    open.add(entry)
    if (done.length > 0 || rejected) entry.progress[subscription] = { done, ...(rejected && { rejected }) }
  }
  await Promise.all(letters)
  for (const entry of entries) entry.isSettled = !open.has(entry)
  const answered = outcomes.filter(({ outcome }) => outcome === 'delivered' || outcome === 'rejected').length
  return { reason: left[0]?.reason, buried: buried.size, answered }
}

function tooOld(message) {
  return { outcome: 'failed', code: 'too-old', at: '', message }
}

/** Maps an event to what is left of it. */
function mapEntry(destination, entry, bury) {
  const { progress } = entry
  if (entry.mistake) {
    if (progress[''] !== true) bury(entry, { outcome: entry.mistake })
    progress[''] = true
    return []
  }
  const { actions, failures } = destination.map(entry.event)
  for (const { subscription = '', code, at, message } of failures) {
    if (progress[subscription] === true) continue
    bury(entry, { subscription, outcome: { outcome: 'failed', code, at, message } })
    countAction(destination.slug, subscription, 'failed')
    progress[subscription] = true
  }
  return actions.flatMap(action => {
    const { subscription } = action
    const known = progress[subscription]
    if (known === true) return []
    return [{ entry, subscription, action, given: known ? { action, ...known } : action }]
  })
}
