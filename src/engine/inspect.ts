import type { IdentityDefinition } from '../destination/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer } from '../response/index.ts'
import { lazy } from '../value/index.ts'
import type { Destination } from './destination.ts'
import type { CoverageTargets, SharedCoverageTargets } from './explain/coverageTargets.ts'
import type { TracedBranch } from './explain/trace.ts'
import type { SubscriptionTrace, TraceOptions } from './explain/tracedProgram.ts'
import type { Explanation, WhyOptions } from './explain/why.ts'

/** The inside of a compiled destination, for tools: coverage, previews and explanations. */
export interface Inspection {
  /** The generated JavaScript that `map` and `requests` run. It holds no setting's value. */
  readonly source: string
  /** Everything in each subscription that a trace can report: clauses, mapped fields, branches. */
  readonly subscriptions: readonly CoverageTargets[]
  /** The same of what subscriptions share: constants, functions, and the checks, requests and batches of actions. */
  readonly shared: readonly SharedCoverageTargets[]
  /**
   * Answers one question about one subscription: why it did not fire, what it sends, or with `path` where a value of its
   * payload comes from or why it is absent. It is chosen by its name, or by its number from 0, as names may be equal.
   *
   * @throws TypeError when there is no such subscription
   * @example inspect(destination).why(event, 'order-completed', { path: '/data/total' }).answer // '/data/total = 129.5'
   */
  why(event: unknown, subscription: string | number, options?: WhyOptions): Explanation
  /**
   * Traces an event through every subscription to its requests, in the order of the subscriptions: clauses, values and
   * the arms of branches. Runs the same program as `explain`.
   */
  trace(event: unknown, options?: TraceOptions): readonly SubscriptionTrace[]
  /** Removes the IDs of an event that count as absent. Returns the event itself if it has none. */
  known(event: SourceEvent): SourceEvent
  /** The vendor's rules about profiles that hold for the account. Absent if the definition has none. */
  readonly identity: IdentityDefinition | undefined
  /** Traces an answer: the rules and lists of errors that it takes, and the arms of branches in them. */
  traceAnswer(request: Request, answer: Answer): readonly TracedBranch[]
}

const inspections = new WeakMap<Destination, () => Inspection>()

/** Lets `inspect` look into a destination. Nothing is made until it does. */
export function allowInspection(destination: Destination, make: () => Inspection): void {
  inspections.set(destination, lazy(make))
}

/**
 * Looks into a destination that `compile` returned.
 *
 * @throws TypeError for any other value, a copy of a destination among them
 */
export function inspect(destination: Destination): Inspection {
  const inspection = inspections.get(destination)
  if (inspection === undefined) {
    throw new TypeError(
      '`inspect` takes a destination that `compile` returned; for the sources of a built module, use `callmap explain`',
    )
  }
  return inspection()
}
