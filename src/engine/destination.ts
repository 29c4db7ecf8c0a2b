import type { Diagnostic } from '../diagnostics/index.ts'
import type { Action, MapResult, Report } from './run/action.ts'
import type { RequestOptions, Requests } from './run/requests.ts'

/** A compiled destination. All methods are pure: same input, same output, and no argument is changed. */
export interface Destination<Actions extends Action = Action> {
  readonly slug: string
  readonly name: string
  /** Mistakes that still compile. */
  readonly warnings: readonly Diagnostic[]
  /**
   * Maps one event to actions, in the order of the subscriptions, and to the failures of subscriptions that matched.
   * Never throws. Does not compute requests.
   */
  map(event: unknown): MapResult<Actions>
  /**
   * Computes the exact HTTP requests of actions from `map`. No request overtakes an earlier one of the same subject.
   * Never throws. Each action is in exactly one of `requests`, `failures` and `skipped`.
   */
  requests(actions: readonly Action[], options?: RequestOptions): Requests
  /** Reports a verdict for every subscription, with the reason. Runs the same program with trace points. */
  explain(event: unknown): Report
}
