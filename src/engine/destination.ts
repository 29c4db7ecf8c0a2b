import type { Diagnostic } from '../diagnostics/index.ts'
import type { Action, MapResult, Report } from './run/action.ts'
import type { RequestOptions, Requests } from './run/requests.ts'

/** A compiled destination. All of it is pure: same input, same output, and nothing that is passed in is changed. */
export interface Destination<Actions extends Action = Action> {
  readonly slug: string
  readonly name: string
  /** What is not wrong, but probably not meant. */
  readonly warnings: readonly Diagnostic[]
  /**
   * The actions of one event, in the order of the subscriptions, and the failures of those that matched and send
   * nothing. Never throws. Does not compute requests.
   */
  map(event: unknown): MapResult<Actions>
  /**
   * Makes the exact HTTP requests of actions that `map` returned, in an order in which none overtakes an earlier action
   * of its subject. Never throws. Each action is in `requests`, in `failures`, or in `skipped`.
   */
  requests(actions: readonly Action[], options?: RequestOptions): Requests
  /** What every subscription makes of an event, and why. Runs the same program with trace points. */
  explain(event: unknown): Report
}
