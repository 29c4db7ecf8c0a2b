import type { Diagnostic } from '../diagnostics/index.ts'
import type { CoverageTargets, SharedCoverageTargets } from './explain/coverageTargets.ts'
import type { SubscriptionTrace, TraceOptions } from './explain/tracedProgram.ts'
import type { Explanation, WhyOptions } from './explain/why.ts'
import type { Action, MapResult, Report } from './run/action.ts'
import type { RequestOptions, Requests } from './run/requests.ts'

/** A compiled destination. All methods are pure: same input, same output, and no argument is changed. */
export interface Destination {
  readonly slug: string
  readonly name: string
  /** The generated JavaScript that `map` and `requests` run. It contains no values of settings. */
  readonly source: string
  /** Mistakes that still compile. */
  readonly warnings: readonly Diagnostic[]
  /**
   * Maps one event to actions, in the order of the subscriptions, and to the failures of subscriptions that matched.
   * Never throws. Does not compute requests.
   */
  map(event: unknown): MapResult
  /**
   * Computes the exact HTTP requests of actions from `map`. No request overtakes an earlier one of the same subject.
   * Never throws. Each action is in exactly one of `requests`, `failures` and `skipped`.
   */
  requests(actions: readonly Action[], options?: RequestOptions): Requests
  /** Reports a verdict for every subscription, with the reason. Runs the same program with trace points. */
  explain(event: unknown): Report
  /**
   * Explains one subscription, by name: why it did not match, what it sends, or, with `path`, where a value of its
   * payload comes from or why it is absent.
   *
   * @throws TypeError if there is no such subscription
   * @example destination.why(event, 'order-completed', { path: '/data/total' }).answer // '/data/total = 129.5'
   */
  why(event: unknown, subscription: string, options?: WhyOptions): Explanation
  /** Coverage targets of every subscription. */
  readonly subscriptions: readonly CoverageTargets[]
  /**
   * Coverage targets that subscriptions share: constants, functions, and the checks, requests and batches of actions.
   */
  readonly shared: readonly SharedCoverageTargets[]
  /**
   * Traces an event through every subscription, from the trigger to the requests: clauses, values and branches taken.
   * Runs the same program as `explain`.
   */
  trace(event: unknown, options?: TraceOptions): readonly SubscriptionTrace[]
}
