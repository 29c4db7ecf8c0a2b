import { cost } from '../../value/index.ts'
import { ascii, type Character } from './character.ts'
import type { Instruction, Program } from './program.ts'
import { findReach, isDecided, type Reach, Unproven, type Ways, Work } from './reach.ts'

/** Most states that an automaton has, if a search is proven to be linear, or that one search meets. */
const mostStates = 100
/** Most ways that may have come to a character together. */
const mostWays = 100
/** Searches with more steps for each character are not measured to their end. */
const mostSteps = 200
/** Characters are paid for so many at a time. */
const together = 64

/** All ways at a place of a string. */
interface State {
  readonly ways: Ways
  /** Number of them. */
  readonly count: number
  /** True if more ways begin at the next place: no match is sure yet. */
  readonly restarts: boolean
  /** States after the next character, by its kind, and the steps to them. */
  readonly next: (State | undefined)[]
  readonly steps: number[]
  /** Work to find a state after this one. */
  readonly work: number
  /** Number of the last search that met this state. */
  search: number
}

/**
 * An upper bound for the steps of JavaScript's own matcher. It tries the ways in which a pattern can match one after the
 * other, so a step is a way that reaches an instruction at a place. The ways to each character of the pattern are counted
 * for all places of a string together, by an automaton. If the automaton has few states, a search takes linear time.
 */
export class StepBound {
  /** Most steps for each character of any string, if that is a constant. */
  readonly linear: number | undefined
  readonly #code: readonly Instruction[]
  /** True if every way that is counted can be one that a matcher takes. */
  readonly #isExact: boolean
  /** A character of each kind that the pattern tells apart. All beyond ASCII are one kind, with the number 0. */
  readonly #symbols = [ascii]
  readonly #kinds = new Uint8Array(ascii)
  /** All ways after each character, by its instruction. */
  readonly #after = new Map<number, Reach>()
  #states = new Map<string, State>()
  readonly #begins = new Map<Reach, State>()
  /** The ways from the start of a string, and from later places. `undefined` if there are too many. */
  #first: Reach | undefined
  #later: Reach | undefined
  readonly #work = new Work()
  #search = 0

  constructor(program: Program) {
    const { code, refers } = program
    this.#code = code
    this.#isExact = !code.some(one => one.op === 'look' || (one.op === 'assert' && !isDecided(one, program)))
    if (refers) return
    try {
      this.#findKinds()
      for (const [pc, { op }] of code.entries())
        if (op === 'character') this.#after.set(pc, findReach(program, pc + 1, this.#work))
      this.#later = findReach(program, 0, this.#work)
      this.#first = findReach(program, 0, this.#work, true)
      this.linear = this.#findWidth()
    } catch (error) {
      if (!(error instanceof Unproven)) throw error
    }
  }

  /**
   * Most steps of a search in a string, or `undefined` if there are too many to tell. Reads the string as far as a search
   * does. `pay` gets the number of units before they are used.
   */
  measure(text: string, from: number, pay: (units: number) => void): number | undefined {
    const begin = from === 0 ? this.#first : this.#later
    if (begin === undefined) return undefined
    if (this.#states.size > mostStates) {
      this.#states = new Map()
      this.#begins.clear()
    }
    this.#search++
    let state = this.#begin(begin)
    let steps = begin.steps
    let met = 0
    for (let at = from; at < text.length && (state.restarts || state.count > 0); at++) {
      if ((at - from) % together === 0) pay(cost.measuredCharacter * Math.min(together, text.length - at))
      if (state.search !== this.#search) {
        if (++met > mostStates) return undefined
        pay(cost.item * state.work)
        state.search = this.#search
      }
      const unit = text.charCodeAt(at)
      const kind = unit < ascii ? this.#kinds[unit]! : 0
      const next: State | undefined = state.next[kind] ?? this.#follow(state, kind)
      steps += state.steps[kind]!
      if (next === undefined || steps > mostSteps * (at - from + together)) return undefined
      state = next
    }
    return steps + state.count
  }

  #findKinds(): void {
    const tests = new Set(this.#code.flatMap(one => (one.op === 'character' ? [one.test] : [])))
    this.#work.pay(tests.size * ascii)
    const kinds = new Map<string, number>()
    for (let unit = 0; unit < ascii; unit++) {
      let signature = ''
      for (const test of tests) signature += test(unit) ? '1' : '0'
      const kind = kinds.get(signature) ?? this.#symbols.push(unit) - 1
      kinds.set(signature, kind)
      this.#kinds[unit] = kind
    }
  }

  /** Most steps for each character, if the automaton has few states. */
  #findWidth(): number | undefined {
    const starts = [this.#first!, this.#later!]
    let width = Math.max(...starts.map(({ steps }) => steps))
    const seen = new Set(starts.map(start => this.#begin(start)))
    for (const state of seen) {
      for (const kind of this.#symbols.keys()) {
        this.#work.pay(state.work)
        const next = this.#follow(state, kind)
        if (next === undefined) return undefined
        seen.add(next)
        width = Math.max(width, state.steps[kind]!)
      }
      if (seen.size > mostStates) return undefined
    }
    return width
  }

  #begin(begin: Reach): State {
    const state = this.#begins.get(begin) ?? this.#state(begin.ways, !(this.#isExact && begin.isSure))
    this.#begins.set(begin, state)
    return state
  }

  #state(ways: Ways, restarts: boolean): State {
    const key = `${restarts} ${[...ways].sort(([a], [b]) => a - b).join(' ')}`
    const known = this.#states.get(key)
    if (known) return known
    let [count, work] = [0, 1]
    for (const [pc, some] of ways) {
      count += some
      work += 1 + this.#after.get(pc)!.ways.size
    }
    const state: State = { ways, count, restarts, next: [], steps: [], work, search: 0 }
    this.#states.set(key, state)
    return state
  }

  /** Finds the state after a character of a kind, and the steps to it. `undefined` if there are too many ways. */
  #follow(state: State, kind: number): State | undefined {
    const ways = new Map<number, number>()
    const symbol = this.#symbols[kind]!
    let steps = 0
    let isSure = false
    for (const [pc, count] of state.ways) {
      steps += count
      if (!matches(this.#code[pc] as Instruction & Character, symbol)) continue
      const after = this.#after.get(pc)!
      // A way through a character beyond ASCII may not be one.
      isSure ||= after.isSure && symbol !== ascii
      // The first way that surely matches ends the search.
      const times = after.isSure ? 1 : count
      steps += times * after.steps
      add(ways, after.ways, times)
    }
    let restarts = state.restarts && !(isSure && this.#isExact)
    if (state.restarts) steps += this.#later!.steps
    if (restarts) {
      add(ways, this.#later!.ways, 1)
      restarts = !(this.#isExact && this.#later!.isSure)
    }
    state.steps[kind] = steps
    for (const count of ways.values()) if (count > mostWays) return undefined
    const next = this.#state(ways, restarts)
    state.next[kind] = next
    return next
  }
}

/** `ascii` stands for all characters beyond ASCII. */
function matches({ test, goesBeyondAscii }: Character, symbol: number): boolean {
  return symbol === ascii ? goesBeyondAscii : test(symbol)
}

/** Adds ways to others, so many times. */
function add(ways: Map<number, number>, more: Ways, times: number): void {
  for (const [pc, count] of more) ways.set(pc, (ways.get(pc) ?? 0) + count * times)
}
