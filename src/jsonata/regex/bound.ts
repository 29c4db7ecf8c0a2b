import { ascii } from './character.ts'
import type { Instruction, Program } from './program.ts'

/**
 * Most steps that JavaScript's own matcher may take to search strings. It tries the ways in which a pattern can match one
 * after the other, so a step is a way that reaches an instruction at a place. The ways are counted for all strings at
 * once, as an automaton whose states say how many ways have come to each character of the pattern. If it has few states,
 * the steps for each character of a string are bounded, and a search is linear.
 */
export interface Bound {
  /** Most steps for each character, if that is a constant. */
  readonly linear: number | undefined
  /** Most steps for short strings, by length. */
  readonly short: readonly number[]
}

/** Most work to find a bound, in instructions. */
const mostWork = 40_000
/** Most states of an automaton. */
const mostStates = 200
/** Most ways that may have come to a character together. */
const mostWays = 30
/** Short strings are those that take at most so many steps. */
const mostSteps = 30_000
/** Longest of them. */
const longest = 500

/** How many ways have come to each character, by its instruction. */
type Ways = ReadonlyMap<number, number>

/** Everything that a matcher does between two characters. */
interface Reach {
  readonly ways: Ways
  readonly steps: number
  /** True if the pattern surely matches from here. */
  readonly isSure: boolean
}

/** A proof has taken too much work. */
class Unproven extends Error {}

/** Finds a bound of the steps for a pattern. Nothing is proven for one with back-references. */
export function findBound(program: Program): Bound {
  if (program.refers) return { linear: undefined, short: [] }
  const counter = new WayCounter(program)
  const linear = counter.prove(() => counter.findWidth(true))
  return { linear, short: linear === undefined ? counter.shortStrings() : [] }
}

/** Most steps for a string, or infinity if nothing is proven. */
export function boundSteps({ linear, short }: Bound, length: number): number {
  return linear === undefined ? (short[length] ?? Number.POSITIVE_INFINITY) : linear * (length + 2)
}

/** A set of repetitions. */
type Loops = { readonly loop: number; readonly rest: Loops } | undefined

class WayCounter {
  readonly #code: readonly Instruction[]
  readonly #isMultiline: boolean
  #symbols: readonly number[] = []
  readonly #reached = new Map<number, Reach>()
  /** A search begins at the start of a string, and later at each character. */
  readonly #start: Reach
  readonly #restart: Reach
  #work = 0

  constructor({ code, flags }: Program) {
    this.#code = code
    this.#isMultiline = flags.includes('m')
    const nothing: Reach = { ways: new Map(), steps: Number.POSITIVE_INFINITY, isSure: false }
    this.#symbols = this.prove(() => this.#findSymbols()) ?? []
    const canProve = this.#symbols.length > 0
    this.#start = (canProve && this.prove(() => this.#reachFrom(0, true))) || nothing
    this.#restart = this.prove(() => this.#reachFrom(0, false)) ?? nothing
  }

  prove<T>(find: () => T): T | undefined {
    this.#work = 0
    try {
      return find()
    } catch (error) {
      if (error instanceof Unproven) return undefined
      throw error
    }
  }

  #pay(work: number): void {
    this.#work += work
    if (this.#work > mostWork) throw new Unproven()
  }

  /** One code unit of each kind that the characters of the pattern tell apart. All beyond ASCII are one, `ascii`. */
  #findSymbols(): number[] {
    const tests = new Set(this.#code.flatMap(one => (one.op === 'character' ? [one.test] : [])))
    this.#pay(tests.size * ascii)
    const symbols = new Map<string, number>([['', ascii]])
    for (let unit = 0; unit < ascii; unit++) {
      let kind = ''
      for (const test of tests) kind += test(unit) ? '1' : '0'
      if (kind.includes('1')) symbols.set(kind, unit)
    }
    return [...symbols.values()]
  }

  /** Most steps for each character, if the automaton has few states. `restarts`: for a search, not for one start. */
  findWidth(restarts: boolean): number {
    let width = this.#start.steps + this.#restart.steps
    const open = [this.#start.ways]
    const seen = new Set<string>()
    for (let ways = open.pop(); ways !== undefined; ways = open.pop()) {
      const key = [...ways].sort(([a], [b]) => a - b).join(' ')
      if (seen.has(key)) continue
      seen.add(key)
      this.#pay(ways.size)
      if (seen.size > mostStates) throw new Unproven()
      for (const symbol of this.#symbols) {
        const { next, steps } = this.#read(ways, symbol)
        if (restarts) merge(next, this.#restart.ways, 1)
        for (const count of next.values()) if (count > mostWays) throw new Unproven()
        width = Math.max(width, steps + (restarts ? this.#restart.steps : 0))
        open.push(next)
      }
    }
    if (width === Number.POSITIVE_INFINITY) throw new Unproven()
    return width
  }

  /**
   * Most steps for each short length. Every way is taken as if the worst character followed for it, which bounds
   * patterns whose ways are not.
   */
  shortStrings(): number[] {
    const width = this.prove(() => this.findWidth(false)) ?? Number.POSITIVE_INFINITY
    const short: number[] = []
    let ways = this.#start.ways
    let fromOneStart = this.#start.steps + this.#restart.steps
    let fromAll = 0
    this.prove(() => {
      for (let length = 0; length <= longest; length++) {
        const [next, ...others] = this.#symbols.map(symbol => this.#read(ways, symbol))
        const worst = others.reduce((most, { next }) => greater(most, next), next!.next)
        const steps = Math.max(next!.steps, ...others.map(({ steps }) => steps))
        fromOneStart += Math.min(width, steps)
        // Without a restart only the first start goes any further.
        fromAll = this.#restart.ways.size === 0 ? fromOneStart + this.#restart.steps * length : fromAll + fromOneStart
        if (!(fromAll <= mostSteps)) break
        short.push(fromAll)
        ways = worst
      }
    })
    return short
  }

  /** All ways after the next character, and the steps to them. */
  #read(ways: Ways, symbol: number): { next: Map<number, number>; steps: number } {
    const next = new Map<number, number>()
    let steps = 0
    for (const [pc, count] of ways) {
      this.#pay(1)
      steps += count
      const character = this.#code[pc] as Instruction & { op: 'character' }
      if (symbol === ascii ? !character.goesBeyondAscii : !character.test(symbol)) continue
      const reach = this.#reach(pc + 1)
      // The first way that surely matches ends the search.
      const times = reach.isSure ? 1 : count
      steps += times * reach.steps
      merge(next, reach.ways, times)
      this.#pay(reach.ways.size)
    }
    return { next, steps }
  }

  #reach(pc: number): Reach {
    const known = this.#reached.get(pc) ?? this.#reachFrom(pc, false)
    this.#reached.set(pc, known)
    return known
  }

  /** Follows all ways from an instruction up to the next characters. */
  #reachFrom(start: number, isStart: boolean): Reach {
    const ways = new Map<number, number>()
    let steps = 0
    let isSure = false
    const open: { pc: number; begun: Loops; isCertain: boolean }[] = [{ pc: start, begun: undefined, isCertain: true }]
    for (let way = open.pop(); way !== undefined; way = open.pop()) {
      this.#pay(1)
      steps++
      const { begun, isCertain } = way
      const instruction = this.#code[way.pc]!
      const goOn = (pc: number, more: { begun?: Loops; isCertain?: boolean } = {}) =>
        open.push({ pc, begun, isCertain, ...more })
      switch (instruction.op) {
        case 'character':
          ways.set(way.pc, (ways.get(way.pc) ?? 0) + 1)
          break
        case 'split':
          goOn(instruction.first)
          goOn(instruction.second)
          break
        case 'jump':
          goOn(instruction.to)
          break
        case 'begin':
          goOn(way.pc + 1, { begun: { loop: instruction.loop, rest: begun } })
          break
        case 'check':
          if (!includes(begun, instruction.loop)) goOn(way.pc + 1)
          break
        case 'assert':
          if (instruction.sign === '^' && !this.#isMultiline && !isStart) break
          goOn(way.pc + 1, { isCertain: false })
          break
        case 'look':
          steps += instruction.end - instruction.first
          goOn(way.pc + 1, { isCertain: false })
          goOn(instruction.next, { isCertain: false })
          break
        case 'clear':
          steps += instruction.end - instruction.first
          goOn(way.pc + 1)
          break
        case 'end':
          isSure ||= isCertain
          break
        case 'seen':
          break
        default:
          goOn(way.pc + 1)
      }
    }
    return { ways, steps, isSure }
  }
}

function includes(loops: Loops, loop: number): boolean {
  for (let rest = loops; rest !== undefined; rest = rest.rest) if (rest.loop === loop) return true
  return false
}

/** Adds ways to others, so many times. */
function merge(ways: Map<number, number>, more: Ways, times: number): void {
  for (const [pc, count] of more) ways.set(pc, (ways.get(pc) ?? 0) + count * times)
}

/** The greater number of ways for each character. */
function greater(a: Ways, b: Ways): Map<number, number> {
  const result = new Map(a)
  for (const [pc, count] of b) result.set(pc, Math.max(count, result.get(pc) ?? 0))
  return result
}
