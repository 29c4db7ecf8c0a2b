import { type Account, listTokenValues, type ParsedDestination } from '../../destination/index.ts'
import { dropPlaceholders, explainNobody, explainRefused } from '../../event/index.ts'
import { byteLength, type Request } from '../../request/index.ts'
import { type Answer, readOutcomes } from '../../response/index.ts'
import {
  BudgetError,
  beginRun,
  endRun,
  type Json,
  type JsonObject,
  overBudget,
  runWithin,
  toBudget,
} from '../../value/index.ts'
import type { Action, Failure, Result } from '../run/action.ts'
import { type Admission, admission } from '../run/admission.ts'
import { isEvent } from '../run/input.ts'
import type { Limits } from '../run/limits.ts'
import { runSubscription } from '../run/map.ts'
import { findReader } from '../run/outcomes.ts'
import type { Subscription } from '../run/program.ts'
import type { RequestContext } from '../run/requestContext.ts'
import { type Requests, renderRequests } from '../run/requests.ts'
import type { Runner } from '../run/runner.ts'
import { tokenFunctions } from '../run/tokens.ts'
import { type Move, type TracedBranch, type TracedValues, TraceRecorder } from './trace.ts'
import type { SharedTracedCode, TracedCode } from './tracedCode.ts'

export interface TraceOptions {
  /** Computes the payload of every subscription, even if its trigger is false. */
  readonly force?: boolean
}

/** Trace of one event through one subscription. */
export interface SubscriptionTrace {
  readonly subscription: string
  readonly action: string
  /**
   * Result of the trigger. Absent if it was not evaluated, because the subscription is disabled or the event filtered.
   */
  readonly matched?: boolean
  /** Evaluated clauses, by their index in the coverage targets. */
  readonly clauses: readonly { readonly index: number; readonly holds: boolean; readonly actual?: Json }[]
  /** Keys of the fields that were computed. Fields after a failed one are missing. */
  readonly fields: readonly string[]
  /** Values of parts of the mappings, in order of evaluation. */
  readonly values: readonly TracedValues[]
  /**
   * Branches taken from constants to requests: in mappings, checks and requests, which are rendered both singly and in
   * a batch, and in functions that were called.
   */
  readonly branches: readonly TracedBranch[]
  readonly payload?: JsonObject
  readonly failures: readonly Failure[]
}

/** Result and trace of one subscription. */
interface Recorded {
  readonly result: Result
  readonly trace: TraceRecorder
}

/** Trace points make functions longer, by less than this factor. */
const traceFactor = 4

/** The program of an account with trace points, which report to the recorder of the current run. */
export class TracedProgram {
  readonly requestContext: RequestContext
  readonly #admission: Admission
  readonly #shared: SharedTracedCode
  readonly #subscriptions: readonly Subscription[]
  readonly #moves: readonly Move[]
  readonly #runner: Pick<Runner, 'map' | 'requests'> | undefined

  /** With a `runner`, events that are over budget in the plain program are here too: trace points cost more. */
  constructor(
    { destination, shared, programs }: TracedCode,
    account: Account,
    limits: Limits = {},
    runner?: Pick<Runner, 'map' | 'requests'>,
  ) {
    const { linker, templates } = shared
    this.#shared = shared
    this.#runner = runner
    this.#subscriptions = destination.subscriptions.map(({ name, enabled, action }, i) => {
      return { name, enabled, action: linker.action(action.key)!, code: programs[i]!.code }
    })
    this.#moves = destination.subscriptions.map(({ at }, i) => ({ from: programs[i]!.at, to: at }))
    this.#admission = admission(destination.definition, this.#subscriptions)
    this.requestContext = {
      slug: destination.definition.slug,
      account: runner ? { ...account, budget: toBudget(account.budget * traceFactor) } : account,
      action: key => linker.action(key),
      hasBatches: templates.hasBatches,
      limits,
      tokenFunctions,
      tokenValues: listTokenValues(destination.definition),
      envelopes: new Map(),
    }
  }

  /** Explains an event that is skipped: its person refuses, or it is about nobody, because its IDs count as absent. */
  explainSkipped(event: JsonObject): string | undefined {
    return explainRefused(event, this.requestContext.account.consent) ?? explainNobody(event, this.known(event))
  }

  /** Removes the IDs of an event that count as absent. */
  known(event: JsonObject): JsonObject {
    return dropPlaceholders(event, this.requestContext.account.placeholders)
  }

  /** Explains why an event does not reach a subscription. */
  refusal(event: JsonObject, number: number): string | undefined {
    return this.#admission.refusal(event, number) ?? this.explainSkipped(event)
  }

  /** Lists the subscriptions for which an event is over budget. */
  overBudget(event: unknown): readonly Failure[] {
    return this.#runner?.map(event).failures.filter(({ code }) => code === 'CM910') ?? []
  }

  /** Runs a subscription as `map` does. `over` are the failures of `overBudget`. */
  run(number: number, event: JsonObject, over: readonly Failure[], force = false): Recorded {
    const [result, trace]: [Result, TraceRecorder] = [
      { actions: [], failures: [] },
      new TraceRecorder(force, this.#moves[number]),
    ]
    this.#shared.run.trace = trace
    const subscription = this.#subscriptions[number]!
    const { account } = this.requestContext
    const failure = over.find(({ subscription: name }) => name === subscription.name)
    // A subscription over budget shows as much as the plain program may do.
    const units = failure ? account.budget / traceFactor : account.budget
    const outer = beginRun(units, event)
    runSubscription(subscription.code.run, this.known(event), result, subscription, account, units)
    endRun(outer)
    if (failure) return { result: { actions: [], failures: [failure] }, trace }
    return { result, trace }
  }

  /** Runs a subscription with everything that `compile`, `requests` and `explain` run before and after it. */
  runWhole(number: number, event: JsonObject, over: readonly Failure[], force: boolean): Recorded {
    const ran = this.run(number, event, over, force)
    const { account } = this.requestContext
    this.#within(account.settings, () => this.#shared.linker.prepare()(account))
    for (const action of ran.result.actions) this.#follow(action)
    return ran
  }

  /** Reads an answer as `outcomes` does. */
  outcomes(request: Request, answer: Answer): TraceRecorder {
    const trace = new TraceRecorder()
    this.#shared.run.trace = trace
    const { account, action } = this.requestContext
    readOutcomes(request, answer, findReader(request, action), account)
    return trace
  }

  /** Collects the messages of warning checks, and of bodies over the vendor's limit. */
  warnings({ action, payload }: Action, requests: readonly Request[]): string[] {
    const { account, limits } = this.requestContext
    const check = this.requestContext.action(action)!.warnings!
    const warnings = this.#within(payload, () => check(payload, account)) ?? [
      `the checks cannot be computed: ${overBudget}`,
    ]
    const templates = this.#shared.templates.actions.get(action)!.requests
    const limit = Math.min(
      ...templates.map(({ maxBytes }) => limits.requestBytes ?? maxBytes ?? Number.POSITIVE_INFINITY),
    )
    for (const { body = '' } of requests) {
      const size = this.#within(body, () => byteLength(body)) ?? body.length
      if (size > limit) warnings.push(`a body of ${size} bytes is over the vendor's limit of ${limit}`)
    }
    return warnings
  }

  /** Renders the requests of a single action. */
  renderAlone(action: Action): Requests {
    const options = { batch: false, redact: true }
    if (this.#runner) return this.#runner.requests([action], options)
    return renderRequests([action], this.requestContext, options)
  }

  /** Value of a run; `undefined` if it is over budget. */
  #within<T>(about: unknown, action: () => T): T | undefined {
    try {
      return runWithin(this.requestContext.account.budget, about, action)
    } catch (error) {
      if (error instanceof BudgetError) return undefined
      throw error
    }
  }

  #follow(action: Action): void {
    this.warnings(action, [])
    for (const batch of [false, true]) renderRequests([action], this.requestContext, { batch, redact: true })
  }
}

/** Creates `trace` of an inspection. */
export function createTrace(destination: ParsedDestination, tracedProgram: TracedProgram) {
  return (event: unknown, { force = false }: TraceOptions = {}): SubscriptionTrace[] => {
    const over = tracedProgram.overBudget(event)
    return destination.subscriptions.map(({ name: subscription, action, enabled }, number) => {
      const who = { subscription, action: action.key }
      const isAsked = isEvent(event) && (force || (enabled && tracedProgram.refusal(event, number) === undefined))
      if (!isAsked) return { ...who, clauses: [], fields: [], values: [], branches: [], failures: [] }
      const { result, trace } = tracedProgram.runWhole(number, event, over, force)
      const [sent] = result.actions
      return {
        ...who,
        matched: trace.matched === true,
        clauses: [...trace.clauses].map(([index, { holds, actual }]) => ({
          index,
          holds,
          ...(actual !== undefined && { actual }),
        })),
        fields: [...trace.fields.keys()],
        values: trace.values,
        branches: trace.branches,
        ...(sent && { payload: sent.payload }),
        failures: result.failures,
      }
    })
  }
}
