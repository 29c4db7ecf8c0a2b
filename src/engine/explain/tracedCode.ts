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
  readonly programs: readonly SubscriptionProgram[]
}

interface TracedSubscription {
  readonly parsed: ParsedSubscription
  readonly program: SubscriptionProgram
}

/** Code with trace points of a definition and its subscriptions, generated on first use, which all accounts share. */
export class SharedTracedCode {
  readonly templates: Templates
  readonly linker: Linker
  /** The recorder of the current run, to which all trace points report. */
  readonly run: { trace: Trace } = { trace: new TraceRecorder() }
  readonly #parsed: ParsedDefinition
  /** Subscriptions by their code without trace points and by their place, which trace points report. */
  readonly #known = new WeakMap<SubscriptionProgram, Map<Pointer, TracedSubscription>>()

  constructor(parsed: ParsedDefinition, templates: Templates) {
    this.templates = templates
    this.linker = new Linker(parsed, templates, this.run)
    this.#parsed = parsed
  }

  /** Generates the code of a destination whose subscriptions have no other code. */
  link(destination: ParsedDestination): TracedCode {
    return { destination, shared: this, programs: this.linker.link(destination.subscriptions) }
  }

  /** Returns the code of subscriptions that compile to `plain`, and generates only what no account had before. */
  complete(definitions: readonly SubscriptionDefinition[], plain: readonly Subscription[]): TracedCode {
    const known = definitions.map((_, i) => this.#known.get(plain[i]!.code)?.get(subscriptionAt(i)))
    const parsed = definitions.map((definition, i) => {
      return known[i]?.parsed ?? parseSubscription(definition, subscriptionAt(i), this.#parsed, new DiagnosticBag())!
    })
    const missing = parsed.filter((_, i) => known[i] === undefined)
    const made = missing.length > 0 ? [...this.linker.link(missing)] : []
    const programs = parsed.map((one, i) => {
      const program = known[i]?.program ?? made.shift()!
      this.#keep(plain[i]!.code, { parsed: one, program })
      return program
    })
    const subscriptions = parsed.map((one, i) => ({ ...one, name: plain[i]!.name, enabled: plain[i]!.enabled }))
    const definition = { ...this.#parsed.definition, subscriptions: definitions }
    return { destination: { ...this.#parsed, definition, subscriptions }, shared: this, programs }
  }

  #keep(plain: SubscriptionProgram, traced: TracedSubscription): void {
    const places = this.#known.get(plain) ?? new Map<Pointer, TracedSubscription>()
    this.#known.set(plain, places.set(traced.parsed.at, traced))
  }
}

const subscriptionAt = (index: number): Pointer => pointer('/subscriptions', index)
