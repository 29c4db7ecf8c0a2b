import type { ParsedDestination } from '../../destination/index.ts'
import type { Json, JsonObject } from '../../value/index.ts'
import type { Action, Failure } from '../run/action.ts'
import type { Admission } from '../run/admission.ts'
import { compiledActions } from '../run/compiledActions.ts'
import type { Result } from '../run/failure.ts'
import { isEvent } from '../run/input.ts'
import { type ActionTemplates, generate, type Program } from '../run/program.ts'
import { type RequestContext, renderRequests } from '../run/requests.ts'
import { type TracedBranch, type TracedValues, TraceRecorder } from './trace.ts'

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

/** The program of a destination with trace points. It is generated at its first run. */
export class TracedProgram {
  readonly #destination: ParsedDestination
  readonly #templates: ReadonlyMap<string, ActionTemplates>
  /** Trace points are generated once and report to the current run's recorder. */
  readonly #tracing = { current: new TraceRecorder() }
  #generated: { program: Program; context: RequestContext } | undefined

  constructor(destination: ParsedDestination, templates: ReadonlyMap<string, ActionTemplates>) {
    this.#destination = destination
    this.#templates = templates
  }

  get requestContext(): RequestContext {
    return this.#generate().context
  }

  /** Runs a subscription as `map` does. */
  run(number: number, event: JsonObject, force = false): { result: Result; trace: TraceRecorder } {
    const { program } = this.#generate()
    const [result, trace]: [Result, TraceRecorder] = [{ actions: [], failures: [] }, new TraceRecorder(force)]
    this.#tracing.current = trace
    program.subscriptions[number]!(event, result)
    return { result, trace }
  }

  /** Runs a subscription with everything that `compile`, `requests` and `explain` run before and after it. */
  runWhole(number: number, event: JsonObject, force: boolean): { result: Result; trace: TraceRecorder } {
    const ran = this.run(number, event, force)
    this.#generate().program.prepare!()
    for (const action of ran.result.actions) this.#follow(action)
    return ran
  }

  #follow(action: Action): void {
    this.requestContext.actions.get(action.action)!.functions.warnings!(action.payload)
    for (const batch of [false, true]) {
      renderRequests([action], this.requestContext, { batch, redact: true })
    }
  }

  #generate() {
    if (this.#generated === undefined) {
      const { program } = generate(this.#destination, this.#templates, this.#tracing)
      const { definition, hideSecrets } = this.#destination
      const actions = compiledActions(this.#templates, program)
      this.#generated = { program, context: { slug: definition.slug, actions, hideSecrets } }
    }
    return this.#generated
  }
}

/** Creates `trace` of an inspection. */
export function createTrace(destination: ParsedDestination, tracedProgram: TracedProgram, admission: Admission) {
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
