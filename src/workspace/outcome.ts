import type { Action, Failure, Verdict } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Request } from '../request/index.ts'
import type { LoadedDestination } from './load.ts'

/** What one subscription makes of an event, with the requests that it leads to. */
export interface Outcome extends Pick<Verdict, 'subscription' | 'action' | 'verdict' | 'reason' | 'payload'> {
  readonly absent: NonNullable<Verdict['absent']>
  readonly warnings: NonNullable<Verdict['warnings']>
  readonly failures: readonly Failure[]
  readonly requests: readonly Request[]
}

/** What every subscription makes of an event. The requests are those of the path on which events are really mapped. */
export function outcomesOf({ destination, includes }: LoadedDestination, event: SourceEvent): Outcome[] {
  const actions = destination.map(event).actions.values()
  const outcomes = destination.explain(event).verdicts.map((verdict): Outcome => {
    const { subscription, action, reason, absent = [], warnings = [], failures = [] } = verdict
    const silent = { subscription, action, verdict: verdict.verdict, reason, absent, warnings, failures, requests: [] }
    const made = verdict.payload === undefined ? undefined : actions.next().value
    if (made === undefined || verdict.verdict !== 'sent') return silent
    const unreadable = tooDeep(made)
    if (unreadable.length > 0) return { ...silent, verdict: 'failed', failures: unreadable }
    const { requests } = destination.requests([made], { batch: false, redact: true })
    return { ...silent, payload: made.payload, requests }
  })
  return outcomes.filter(({ subscription }) => includes(subscription))
}

/** A payload that no request had to write may be nested too deep to be shown. */
function tooDeep({ subscription, action, payload }: Action): Failure[] {
  try {
    JSON.stringify(payload)
    return []
  } catch {
    return [{ subscription, action, code: 'CM906', at: '', message: 'the payload is nested too deep' }]
  }
}

export function isFailure({ verdict }: Pick<Verdict, 'verdict'>): boolean {
  return verdict === 'failed' || verdict === 'invalid'
}
