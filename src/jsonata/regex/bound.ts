import { measureSteps, mostStates, mostSteps, type Pay, type State } from './automaton.ts'
import { ascii, type Character } from './character.ts'
import type { Bound } from './native.ts'
import type { Instruction, Program } from './program.ts'
import type { Proof } from './proof.ts'
import { findReach, isDecided, type Reach, Unproven, type Ways, Work } from './reach.ts'

/** Characters of the kinds 0 and 1. */
const otherBeyondAscii = 0xa1
const spaceBeyondAscii = 0xa0
/** Most ways that may have come to a character together. */
const mostWays = 100
/** Most numbers of a proof. */
const longestProof = 1000

/** A state with its ways. */
interface WayState extends State {
  readonly ways: Ways
}

/**
 * An upper bound for the steps of JavaScript's own matcher. It tries the ways in which a pattern can match one after the
 * other, so a step is a way that reaches an instruction at a place. The ways to each character of the pattern are counted
 * for all places of a string together, by an automaton. If the automaton has few states, a search takes linear time.
 */
export class StepBound implements Bound {
  /** Most steps for each character of any string, if that is a constant. */
  readonly linear: number | undefined
  readonly groups: number
  readonly #code: readonly Instruction[]
  /** True if every way that is counted can be one that a matcher takes. */
  readonly #isExact: boolean
  /** A character of each kind that the pattern tells apart. */
  readonly #symbols = [otherBeyondAscii, spaceBeyondAscii]
  readonly kinds = new Uint8Array(ascii)
  searches = 0
  /** All ways after each character, by its instruction. */
  readonly #after = new Map<number, Reach>()
  #states = new Map<string, WayState>()
  readonly #begins = new Map<Reach, WayState>()
  /** The ways from the start of a string, and from later places. `undefined` if there are too many. */
  #first: Reach | undefined
  #later: Reach | undefined
  readonly #work = new Work()

  constructor(program: Program) {
    const { code, refers } = program
    this.#code = code
    this.groups = program.groups
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

  measure(text: string, from: number, pay: Pay): number | undefined {
    const begin = from === 0 ? this.#first : this.#later
    if (begin === undefined) return undefined
    if (this.#states.size > mostStates) {
      this.#states = new Map()
      this.#begins.clear()
    }
    return measureSteps(this, { state: this.#begin(begin), steps: begin.steps }, text, from, pay)
  }

  /** The whole automaton, if it has few states and bounds all searches. */
  proof(): Proof | undefined {
    if (this.linear === undefined || this.linear > mostSteps) return undefined
    const states = [...this.#states.values()]
    const numbers = new Map(states.map((state, number): [State | undefined, number] => [state, number]))
    const number = (state: State | undefined) => numbers.get(state)!
    const proven = states.map(({ count, restarts, work, next, steps }) => {
      const [first, ...others] = next.map((state, kind) => [number(state), steps[kind]!] as const)
      return [
        count,
        restarts,
        work,
        first!,
        others.flatMap(([state, steps], i) =>
          state === first![0] && steps === first![1] ? [] : [[i + 1, state, steps] as const],
        ),
      ] as const
    })
    if (proven.flat(2).length > longestProof) return undefined
    return {
      groups: this.groups,
      linear: this.linear,
      kinds: [...this.kinds].flatMap((kind, unit, all): [number, number][] =>
        kind === all[unit - 1] ? [] : [[kind, unit]],
      ),
      states: proven,
      begins: [this.#first!, this.#later!].map(begin => [number(this.#begin(begin)), begin.steps]),
    }
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
      this.kinds[unit] = kind
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
        const next = this.follow(state, kind)
        if (next === undefined) return undefined
        seen.add(next)
        width = Math.max(width, state.steps[kind]!)
      }
      if (seen.size > mostStates) return undefined
    }
    return width
  }

  #begin(begin: Reach): WayState {
    const state = this.#begins.get(begin) ?? this.#state(begin.ways, !(this.#isExact && begin.isSure))
    this.#begins.set(begin, state)
    return state
  }

  #state(ways: Ways, restarts: boolean): WayState {
    const key = `${restarts} ${[...ways].sort(([a], [b]) => a - b).join(' ')}`
    const known = this.#states.get(key)
    if (known) return known
    let [count, work] = [0, 1]
    for (const [pc, some] of ways) {
      count += some
      work += 1 + this.#after.get(pc)!.ways.size
    }
    const state: WayState = { ways, count, restarts, next: [], steps: [], work, search: 0 }
    this.#states.set(key, state)
    return state
  }

  /** Finds the state after a character of a kind, and the steps to it. `undefined` if there are too many ways. */
  follow(state: WayState, kind: number): WayState | undefined {
    const ways = new Map<number, number>()
    const symbol = this.#symbols[kind]!
    let steps = 0
    let isSure = false
    for (const [pc, count] of state.ways) {
      steps += count
      const character = this.#code[pc] as Instruction & Character
      if (!matches(character, symbol)) continue
      const after = this.#after.get(pc)!
      // A way through a character beyond ASCII may not be one.
      isSure ||= after.isSure && (symbol < ascii || character.tellsSpace)
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

/** True if a character can match one of the kind of `symbol`. */
function matches({ test, goesBeyondAscii, tellsSpace }: Character, symbol: number): boolean {
  return symbol < ascii || tellsSpace ? test(symbol) : goesBeyondAscii
}

/** Adds ways to others, so many times. */
function add(ways: Map<number, number>, more: Ways, times: number): void {
  for (const [pc, count] of more) ways.set(pc, (ways.get(pc) ?? 0) + count * times)
}
