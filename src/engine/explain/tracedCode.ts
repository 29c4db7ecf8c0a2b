import {
  type ParsedDefinition,
  type ParsedDestination,
  type ParsedSubscription,
  parseSubscription,
  type SubscriptionDefinition,
} from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { type Pointer, pointer } from '../../value/index.ts'
import type { Templates } from '../emit/templates.ts'
import { Linker } from '../linker.ts'
import type { Subscription, SubscriptionProgram } from '../run/program.ts'
import { type Trace, TraceRecorder } from './trace.ts'

/** The code with trace points of an account. */
export interface TracedCode {
  readonly destination: ParsedDestination
  readonly shared: SharedTracedCode
  /** Code of each subscription of the destination. */
  readonly programs: readonly PlacedProgram[]
}

/** Code of a subscription, with the place that it was generated for, under which its trace points report. */
export interface PlacedProgram {
  readonly code: SubscriptionProgram
  readonly at: Pointer
}

interface TracedSubscription {
  readonly program: PlacedProgram
  /** The subscription as it is parsed at each place where accounts have it. */
  readonly parsed: Map<Pointer, ParsedSubscription>
}

/** Code with trace points of a definition and its subscriptions, generated on first use, which all accounts share. */
export class SharedTracedCode {
  readonly templates: Templates
  readonly linker: Linker
  /** The recorder of the current run, to which all trace points report. */
  readonly run: { trace: Trace } = { trace: new TraceRecorder() }
  readonly #parsed: ParsedDefinition
  /** Subscriptions by their code without trace points. */
  readonly #known = new WeakMap<SubscriptionProgram, TracedSubscription>()

  constructor(parsed: ParsedDefinition, templates: Templates) {
    this.templates = templates
    this.linker = new Linker(parsed, templates, this.run)
    this.#parsed = parsed
  }

  /** Generates the code of a destination whose subscriptions have no other code. */
  link(destination: ParsedDestination): TracedCode {
    return { destination, shared: this, programs: this.#generate(destination.subscriptions) }
  }

  /** Returns the code of subscriptions that compile to `plain`, and generates only what no account had before. */
  complete(definitions: readonly SubscriptionDefinition[], plain: readonly Subscription[]): TracedCode {
    const known = plain.map(({ code }) => this.#known.get(code))
    const parsed = definitions.map((definition, i) => {
      const at = pointer('/subscriptions', i)
      return known[i]?.parsed.get(at) ?? parseSubscription(definition, at, this.#parsed, new DiagnosticBag())!
    })
    const made = this.#generate(parsed.filter((_, i) => known[i] === undefined))
    const programs = parsed.map((one, i) => {
      const { program, parsed: places } = known[i] ?? { program: made.shift()!, parsed: new Map() }
      this.#known.set(plain[i]!.code, { program, parsed: places.set(one.at, one) })
      return program
    })
    const subscriptions = parsed.map((one, i) => ({ ...one, name: plain[i]!.name, enabled: plain[i]!.enabled }))
    const definition = { ...this.#parsed.definition, subscriptions: definitions }
    return { destination: { ...this.#parsed, definition, subscriptions }, shared: this, programs }
  }

  #generate(subscriptions: readonly ParsedSubscription[]): PlacedProgram[] {
    if (subscriptions.length === 0) return []
    return this.linker.link(subscriptions).map((code, i) => ({ code, at: subscriptions[i]!.at }))
  }
}
