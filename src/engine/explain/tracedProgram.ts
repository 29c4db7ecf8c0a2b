import { js, Unit } from '../../code/index.ts'
import type { Account, ParsedDestination } from '../../destination/index.ts'
import { byteLength, type Request } from '../../request/index.ts'
import type { Json, JsonObject } from '../../value/index.ts'
import { emitTraced } from '../emit/module.ts'
import type { Templates } from '../emit/templates.ts'
import type { Action, Failure, Result } from '../run/action.ts'
import { type Admission, admission } from '../run/admission.ts'
import { isEvent } from '../run/input.ts'
import type { Limits } from '../run/limits.ts'
import type { ActionProgram, Subscription } from '../run/program.ts'
import type { RequestContext } from '../run/requestContext.ts'
import { renderRequests } from '../run/requests.ts'
import { type Trace, type TracedBranch, type TracedValues, TraceRecorder } from './trace.ts'

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

/** A program with trace points, as the generated code returns it. */
interface Traced {
  readonly actions: { readonly [key: string]: ActionProgram }
  readonly subscriptions: readonly Subscription[]
  /** Computes the constants and the fixed parts of requests again, to trace them. */
  readonly prepare: (account: Account) => void
}

type Begin = (run: { readonly trace: Trace }) => Traced

/** Generated code by what it is generated from, because accounts with the same subscriptions share that. */
const generated = new WeakMap<ParsedDestination, Begin>()

function generateTraced(destination: ParsedDestination, templates: Templates): Begin {
  const known = generated.get(destination)
  if (known !== undefined) return known
  const unit = new Unit({ tracing: true })
  const code = emitTraced(destination, templates, unit)
  const begin = unit.evaluate(js`return ${code};`) as Begin
  generated.set(destination, begin)
  return begin
}

/** The program of an account with trace points. It is generated once; they report to the recorder of the current run. */
export class TracedProgram {
  readonly requestContext: RequestContext
  readonly admission: Admission
  readonly #templates: Templates
  readonly #traced: Traced
  readonly #run: { trace: Trace } = { trace: new TraceRecorder() }

  constructor(destination: ParsedDestination, templates: Templates, account: Account, limits: Limits = {}) {
    this.#templates = templates
    this.#traced = generateTraced(destination, templates)(this.#run)
    const { actions, subscriptions } = this.#traced
    this.admission = admission(destination.definition, subscriptions)
    this.requestContext = {
      slug: destination.definition.slug,
      account,
      action: key => (Object.hasOwn(actions, key) ? actions[key] : undefined),
      hasBatches: templates.hasBatches,
      limits,
      envelopes: new Map(),
    }
  }

  /** Runs a subscription as `map` does. */
  run(number: number, event: JsonObject, force = false): { result: Result; trace: TraceRecorder } {
    const [result, trace]: [Result, TraceRecorder] = [{ actions: [], failures: [] }, new TraceRecorder(force)]
    this.#run.trace = trace
    const subscription = this.#traced.subscriptions[number]!
    subscription.code.run(event, result, subscription, this.requestContext.account)
    return { result, trace }
  }

  /** Runs a subscription with everything that `compile`, `requests` and `explain` run before and after it. */
  runWhole(number: number, event: JsonObject, force: boolean): { result: Result; trace: TraceRecorder } {
    const ran = this.run(number, event, force)
    this.#traced.prepare(this.requestContext.account)
    for (const action of ran.result.actions) this.#follow(action)
    return ran
  }

  /** Collects the messages of warning checks, and of bodies over the vendor's limit. */
  warnings({ action, payload }: Action, requests: readonly Request[]): string[] {
    const { account, limits } = this.requestContext
    const warnings = this.requestContext.action(action)!.warnings!(payload, account)
    const templates = this.#templates.actions.get(action)!.requests
    const limit = Math.min(
      ...templates.map(({ maxBytes }) => limits.requestBytes ?? maxBytes ?? Number.POSITIVE_INFINITY),
    )
    for (const { body = '' } of requests) {
      const size = byteLength(body)
      if (size > limit) warnings.push(`a body of ${size} bytes is over the vendor's limit of ${limit}`)
    }
    return warnings
  }

  #follow(action: Action): void {
    this.warnings(action, [])
    for (const batch of [false, true]) renderRequests([action], this.requestContext, { batch, redact: true })
  }
}

/** Creates `trace` of an inspection. */
export function createTrace(destination: ParsedDestination, tracedProgram: TracedProgram) {
  const { admission } = tracedProgram
  return (event: unknown, { force = false }: TraceOptions = {}): SubscriptionTrace[] =>
    destination.subscriptions.map(({ name: subscription, action, enabled }, number) => {
      const who = { subscription, action: action.key }
      const isAsked = isEvent(event) && (force || (enabled && admission.refusal(event, number) === undefined))
      if (!isAsked) return { ...who, clauses: [], fields: [], values: [], branches: [], failures: [] }
      const { result, trace } = tracedProgram.runWhole(number, event, force)
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
