import type { Diagnostic } from '../diagnostics/index.ts'
import type { CoverageTargets, SharedCoverageTargets } from './explain/coverageTargets.ts'
import type { SubscriptionTrace, TraceOptions } from './explain/tracedProgram.ts'
import type { Explanation, WhyOptions } from './explain/why.ts'
import type { Action, MapResult, Report } from './run/action.ts'
import type { RequestOptions, Requests } from './run/requests.ts'

/** A compiled destination. All of it is pure: same input, same output, and nothing that is passed in is changed. */
export interface Destination {
  readonly slug: string
  readonly name: string
  /** The generated JavaScript that `map` and `requests` run. It holds no setting's value. */
  readonly source: string
  /** What is not wrong, but probably not meant. */
  readonly warnings: readonly Diagnostic[]
  /**
   * The actions of one event, in the order of the subscriptions, and the failures of those that matched and send
   * nothing. Never throws. Does not compute requests.
   */
  map(event: unknown): MapResult
  /**
   * Makes the exact HTTP requests of actions that `map` returned, in an order in which none overtakes an earlier action
   * of its subject. Never throws. Each action is in `requests`, in `failures`, or in `skipped`.
   */
  requests(actions: readonly Action[], options?: RequestOptions): Requests
  /** What every subscription makes of an event, and why. Runs the same program with trace points. */
  explain(event: unknown): Report
  /**
   * Answers one question about one subscription, by its name: why it did not fire, what it sends, or with `path` where
   * a value of its payload comes from or why it is absent.
   *
   * @throws TypeError when there is no such subscription
   * @example destination.why(event, 'order-completed', { path: '/data/total' }).answer // '/data/total = 129.5'
   */
  why(event: unknown, subscription: string, options?: WhyOptions): Explanation
  /** Every subscription, and what there is in it for a trace to come by. */
  readonly subscriptions: readonly CoverageTargets[]
  /** What subscriptions share: constants, functions, and the checks, requests and batches of actions. */
  readonly shared: readonly SharedCoverageTargets[]
  /**
   * What every subscription came by on its way through an event to its requests, in the order of the subscriptions:
   * clauses, values and the arms of branches. Runs the same program as `explain`.
   */
  trace(event: unknown, options?: TraceOptions): readonly SubscriptionTrace[]
}
