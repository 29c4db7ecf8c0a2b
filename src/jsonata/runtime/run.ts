import { beginRun, charge, cost, endRun, type Pointer } from '../../value/index.ts'
import { type ErrorKinds, JsonataError, type Site, toError } from './error.ts'
import { D1011, D1012, D2015, T1006 } from './errorKinds.ts'
import { TailCall } from './tailCall.ts'

/** Limits of one evaluation, beyond which it fails. */
export interface Limits {
  /** Calls inside calls, counted as the depth of the syntax tree. More is D1011. */
  readonly stack?: number | undefined
  /** Items of one sequence. More is D2015. */
  readonly sequence?: number | undefined
  /** Milliseconds. More is D1012. Only this limit reads a clock. */
  readonly timeout?: number | undefined
  /** Units of one evaluation. More is D1012, at the same point every time. Without it, the run in progress pays. */
  readonly budget?: number | undefined
}

const perItem: number = cost.item
/** Tests read an import through a getter, in which an overflow of the stack would be lost. */
const pay: typeof charge = charge

/** The clock is read once for so many items. */
const clockInterval = 500

export type Bindings = Readonly<Record<string, unknown>>

/** A generated function. */
export type Evaluate = (input: unknown, bindings?: Bindings) => unknown
export type Callable = (this: unknown, ...args: unknown[]) => unknown

/** The state of evaluations: what is left of the limits, and where in the text evaluation has come to. */
export class Run {
  /** The last position that emitted code recorded. */
  at: Site | undefined
  depth = 0
  readonly #stack: number
  readonly #sequence: number
  readonly #timeout: number
  readonly #budget: number | undefined
  readonly #kinds: ErrorKinds | undefined
  #isRunning = false
  #clockAt = 0
  #deadline = 0
  #time: Date | undefined

  /** `kinds` has the messages for the errors of functions of a host. */
  constructor(limits: Limits, kinds?: ErrorKinds) {
    this.#kinds = kinds
    this.#stack = limits.stack || Number.POSITIVE_INFINITY
    this.#sequence = limits.sequence || Number.POSITIVE_INFINITY
    this.#timeout = limits.timeout || 0
    this.#budget = limits.budget
  }

  /**
   * A generated function as one evaluation: with fresh limits, and errors that say where they happened. `expression` is
   * the place of its text in a definition.
   */
  program(evaluate: Evaluate, expression?: Pointer): Evaluate {
    const budget = this.#budget
    return (input, bindings) => {
      if (this.#isRunning) return this.#apart(evaluate, input, bindings, expression)
      this.#isRunning = true
      this.at = undefined
      this.depth = 0
      this.#time = undefined
      if (this.#timeout > 0) this.#startClock()
      const outer = budget === undefined ? undefined : beginRun(budget)
      // A `finally` would keep engines from putting calls in place: a short expression would take a quarter more.
      let result: unknown
      try {
        result = evaluate(input, bindings)
      } catch (thrown) {
        this.#isRunning = false
        if (budget !== undefined) endRun(outer)
        const error = toError(thrown, this.#kinds)
        throw error instanceof JsonataError ? error.at(this.at, expression) : error
      }
      this.#isRunning = false
      if (budget !== undefined) endRun(outer)
      return result
    }
  }

  /** An evaluation inside of another one, which a function of the host has begun: the other goes on as before. */
  #apart(evaluate: Evaluate, input: unknown, bindings: Bindings | undefined, expression?: Pointer): unknown {
    const { at, depth } = this
    const [clockAt, deadline, time] = [this.#clockAt, this.#deadline, this.#time]
    this.#isRunning = false
    try {
      return this.program(evaluate, expression)(input, bindings)
    } finally {
      this.#isRunning = true
      this.at = at
      this.depth = depth
      this.#clockAt = clockAt
      this.#deadline = deadline
      this.#time = time
    }
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  #startClock(): void {
    this.#deadline = Date.now() + this.#timeout
    this.#clockAt = clockInterval
  }

  /** When the evaluation has begun. */
  get time(): Date {
    this.#time ??= new Date()
    return this.#time
  }

  /** Pays for items that are visited, `units` each. */
  spend(items: number, units = perItem): void {
    pay(items * units)
    if (this.#timeout > 0) {
      this.#clockAt -= items
      if (this.#clockAt < 0) this.#readClock()
    }
  }

  #readClock(): void {
    this.#clockAt = clockInterval
    if (Date.now() > this.#deadline) throw new JsonataError(D1012, { value: this.#timeout })
  }

  /** Checks the length of a sequence. The code that puts items in it pays for them. */
  checkLength(length: number): void {
    if (length > this.#sequence) throw new JsonataError(D2015, { value: this.#sequence })
  }

  /** Goes one call deeper, from a call that stands `depth` nodes deep in its function. */
  enter(depth: number): void {
    this.depth += depth
    this.spend(1)
    if (this.depth >= this.#stack) throw new JsonataError(D1011, { value: this.#stack })
  }

  /** Calls a function value, the variable `name`, in the context `input`, from a call that stands `depth` nodes deep. */
  call(depth: number, procedure: unknown, input: unknown, args: readonly unknown[], name?: string): unknown {
    if (typeof procedure !== 'function') throw new JsonataError(T1006, { functionName: name, value: procedure })
    this.enter(depth)
    const result = this.resolve((procedure as Callable).apply(input, args as unknown[]), input)
    this.depth -= depth
    return result
  }

  /** Makes the calls that a function has left to its caller, so that tail calls need no stack. */
  resolve(result: unknown, input: unknown): unknown {
    let value = result
    while (value instanceof TailCall) {
      this.spend(1)
      this.at = value.site
      const { procedure, args, name } = value
      if (typeof procedure !== 'function') throw new JsonataError(T1006, { functionName: name, value: procedure })
      value = (procedure as Callable).apply(input, args as unknown[])
    }
    return value
  }
}
