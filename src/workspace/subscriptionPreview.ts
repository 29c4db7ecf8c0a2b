import type { Action, Failure, Verdict } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { AnsweredRequest } from './answeredRequest.ts'
import type { LoadedDestination } from './load.ts'

/** Verdict of one subscription for an event, with the requests. */
export interface SubscriptionPreview
  extends Pick<Verdict, 'subscription' | 'action' | 'verdict' | 'reason' | 'payload'> {
  readonly absent: NonNullable<Verdict['absent']>
  readonly warnings: NonNullable<Verdict['warnings']>
  readonly failures: readonly Failure[]
  readonly requests: readonly AnsweredRequest[]
}

/** Explains an event, subscription by subscription. Requests come from `map`, as in production, not from `explain`. */
export function previewSubscriptions(
  { destination, includes }: LoadedDestination,
  event: SourceEvent,
): SubscriptionPreview[] {
  const actions = destination.map(event).actions.values()
  const previews = destination.explain(event).verdicts.map((verdict): SubscriptionPreview => {
    const { subscription, action, reason, absent = [], warnings = [], failures = [] } = verdict
    const silent = { subscription, action, verdict: verdict.verdict, reason, absent, warnings, failures, requests: [] }
    const made = verdict.payload === undefined ? undefined : actions.next().value
    if (made === undefined || verdict.verdict !== 'sent') return silent
    const unreadable = checkDepth(made)
    if (unreadable.length > 0) return { ...silent, verdict: 'failed', failures: unreadable }
    const { requests } = destination.requests([made], { batch: false, redact: true })
    return { ...silent, payload: made.payload, requests }
  })
  return previews.filter(({ subscription }) => includes(subscription))
}

/** Reports a payload that is nested too deep to print. Without templates, no request has serialized it before. */
function checkDepth({ subscription, action, payload }: Action): Failure[] {
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
