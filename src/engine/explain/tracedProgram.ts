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
  /** Makes the payload of every subscription, whatever its trigger says. */
  readonly force?: boolean
}

/** What one subscription came by on its way through one event. */
export interface SubscriptionTrace {
  readonly subscription: string
  readonly action: string
  /** How the trigger came out. Absent where it was not asked: the subscription is disabled, or the event filtered. */
  readonly matched?: boolean
  /** The clauses that were asked, by their index in the outline. */
  readonly clauses: readonly { readonly index: number; readonly holds: boolean; readonly actual?: Json }[]
  /** The fields that were computed, by their keys: those after one that failed are not among them. */
  readonly fields: readonly string[]
  /** The values of the parts of its mappings, in the order in which they were known. */
  readonly values: readonly TracedValues[]
  /**
   * The arms that were taken on the whole way: where the destination was compiled, and in mappings, checks and
   * requests, which are rendered singly and in a batch; and the functions that were called.
   */
  readonly branches: readonly TracedBranch[]
  readonly payload?: JsonObject
  readonly failures: readonly Failure[]
}

/** The program of a destination with trace points, generated when it is first run. */
export class TracedProgram {
  readonly #destination: ParsedDestination
  readonly #templates: ReadonlyMap<string, ActionTemplates>
  /** The trace points are written once, and report to the recording of the run that is going on. */
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

  /** The same, with what is before it and after it: what `compile`, `requests` and `explain` run. */
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

/** Makes `trace`. */
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
