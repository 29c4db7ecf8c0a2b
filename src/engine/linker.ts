import { type JsCode, join, js, Unit } from '../code/index.ts'
import type { Account, ParsedDefinition, ParsedSubscription } from '../destination/index.ts'
import { lazy } from '../value/index.ts'
import { emitAction, emitDestination, emitPreparation, emitSubscriptions } from './emit/program.ts'
import type { Templates } from './emit/templates.ts'
import type { Trace } from './explain/trace.ts'
import type { ActionProgram, DestinationProgram, SubscriptionProgram } from './run/program.ts'

/** Parts of a program that one unit generates. */
interface Linked {
  readonly destination?: DestinationProgram
  readonly actions: { readonly [key: string]: ActionProgram }
  readonly subscriptions: readonly SubscriptionProgram[]
}

/** Generates the parts of a program when an account first needs them. Each part is generated once. */
export class Linker {
  /** With trace points: computes constants and the fixed parts of requests again, to trace them. */
  readonly prepare = lazy((): ((account: Account) => void) => {
    const unit = this.#unit()
    return this.#evaluate(unit, js`return ${emitPreparation(this.#parsed, this.#templates, unit)};`) as never
  })
  readonly #parsed: ParsedDefinition
  readonly #templates: Templates
  readonly #run: { readonly trace: Trace } | undefined
  readonly #actions = new Map<string, ActionProgram>()
  #destination: DestinationProgram | undefined

  /** With a `run`, all parts have trace points, which report to its recorder. */
  constructor(parsed: ParsedDefinition, templates: Templates, run?: { readonly trace: Trace }) {
    this.#parsed = parsed
    this.#templates = templates
    this.#run = run
  }

  /** Generates subscriptions, with the actions that they need and do not have yet. */
  link(subscriptions: readonly ParsedSubscription[]): readonly SubscriptionProgram[] {
    return this.#generate(new Set(subscriptions.map(({ action }) => action.key)), subscriptions).subscriptions
  }

  get destination(): DestinationProgram {
    if (this.#destination === undefined) this.#generate(new Set(), [])
    return this.#destination!
  }

  /** An action by its key; `undefined` if the definition has none. */
  action(key: string): ActionProgram | undefined {
    if (!this.#actions.has(key) && this.#parsed.actions.has(key)) this.#generate(new Set([key]), [])
    return this.#actions.get(key)
  }

  #generate(keys: ReadonlySet<string>, subscriptions: readonly ParsedSubscription[]): Linked {
    const unit = this.#unit()
    const missing = [...keys].filter(key => !this.#actions.has(key))
    const isFirst = this.#destination === undefined && this.#run === undefined
    const destination = isFirst ? js`destination: ${emitDestination(this.#parsed, this.#templates, unit)},` : js``
    const actions = missing.map(key => js`[${key}]: ${emitAction(key, this.#parsed, this.#templates, unit)},`)
    const programs = emitSubscriptions(subscriptions, this.#parsed, unit).map(code => js`${code},`)
    const linked = this.#evaluate(
      unit,
      js`return {
${destination}
actions: {
${join(actions, '\n')}
},
subscriptions: [
${join(programs, '\n')}
],
};`,
    ) as Linked
    if (isFirst) this.#destination = linked.destination
    for (const key of missing) this.#actions.set(key, linked.actions[key]!)
    return linked
  }

  #unit(): Unit {
    return new Unit({ tracing: this.#run !== undefined })
  }

  #evaluate(unit: Unit, body: JsCode): unknown {
    const evaluated = unit.evaluate(body)
    return this.#run ? (evaluated as (run: unknown) => unknown)(this.#run) : evaluated
  }
}
