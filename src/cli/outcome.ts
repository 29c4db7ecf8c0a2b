import type { Failure, Request, SourceEvent, Verdict } from '../index.ts'
import type { Loaded } from './destinations.ts'

/** What one subscription makes of an event, with the requests that it leads to. */
export interface Outcome extends Omit<Verdict, 'failures'> {
  readonly requests: readonly Request[]
  readonly failures: readonly Failure[]
}

/** What every subscription makes of an event. The requests are those of the path on which events are really mapped. */
export function outcomesOf({ destination, includes }: Loaded, event: SourceEvent): Outcome[] {
  const actions = destination.map(event).actions.values()
  const outcomes = destination.explain(event).verdicts.map((verdict): Outcome => {
    const { failures = [] } = verdict
    const action = verdict.verdict === 'sent' ? actions.next().value : undefined
    if (action === undefined) return { ...verdict, failures, requests: [] }
    const requests = destination.requests([action], { batch: false })
    if (requests.failures.length === 0) return { ...verdict, failures, requests }
    return { ...verdict, verdict: 'failed', failures: requests.failures, requests: [] }
  })
  return outcomes.filter(({ subscription }) => includes(subscription))
}

export function isFailure({ verdict }: Pick<Verdict, 'verdict'>): boolean {
  return verdict === 'failed' || verdict === 'invalid'
}
