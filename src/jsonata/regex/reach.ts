import type { Instruction, Program } from './program.ts'

/** Number of ways that have come to each character, by its instruction. */
export type Ways = ReadonlyMap<number, number>

/** Everything that a matcher does between two characters. */
export interface Reach {
  readonly ways: Ways
  readonly steps: number
  /** True if the pattern surely matches from here. */
  readonly isSure: boolean
}

/** A proof has taken too much work. */
export class Unproven extends Error {}

/** Most work for a proof, in instructions. */
const mostWork = 40_000

/** Work that is left for a proof. */
export class Work {
  #left = mostWork

  /** @throws Unproven if no work is left */
  pay(work: number): void {
    this.#left -= work
    if (this.#left < 0) throw new Unproven()
  }
}

/** Repetitions whose round has begun at the same place. */
type Loops = { readonly loop: number; readonly rest: Loops } | undefined

/** A way from a place, before it comes to a character. */
interface Way {
  readonly pc: number
  readonly begun: Loops
  /** True if no assertion or lookahead can stop it. */
  readonly isCertain: boolean
  /** True if it has come to the end of the string. */
  readonly isLast: boolean
}

/**
 * Follows all ways from an instruction up to the next characters. `isStart`: at the start of a string.
 *
 * @throws Unproven
 */
export function findReach(
  { code, flags }: Pick<Program, 'code' | 'flags'>,
  start: number,
  work: Work,
  isStart = false,
): Reach {
  const ways = new Map<number, number>()
  let steps = 0
  let isSure = false
  const open: Way[] = [{ pc: start, begun: undefined, isCertain: true, isLast: false }]
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    work.pay(1)
    steps++
    const from = way
    const instruction = code[from.pc]!
    const goOn = (pc: number, more: Partial<Way> = {}) => open.push({ ...from, pc, ...more })
    switch (instruction.op) {
      case 'character':
        if (!from.isLast) ways.set(from.pc, (ways.get(from.pc) ?? 0) + 1)
        break
      case 'split':
        goOn(instruction.first)
        goOn(instruction.second)
        break
      case 'jump':
        goOn(instruction.to)
        break
      case 'begin':
        goOn(from.pc + 1, { begun: { loop: instruction.loop, rest: from.begun } })
        break
      case 'check':
        if (!includes(from.begun, instruction.loop)) goOn(from.pc + 1)
        break
      case 'assert':
        if (instruction.sign === '^' && isDecided(instruction, { flags })) {
          if (isStart) goOn(from.pc + 1)
        } else if (instruction.sign === '$' && isDecided(instruction, { flags }))
          goOn(from.pc + 1, { isLast: true, isCertain: false })
        else goOn(from.pc + 1, { isCertain: false })
        break
      case 'look':
        steps += instruction.end - instruction.first
        goOn(from.pc + 1, { isCertain: false })
        goOn(instruction.next, { isCertain: false })
        break
      case 'clear':
        steps += instruction.end - instruction.first
        goOn(from.pc + 1)
        break
      case 'end':
        isSure ||= from.isCertain
        break
      case 'seen':
        break
      default:
        goOn(from.pc + 1)
    }
  }
  return { ways, steps, isSure }
}

/** True if a way shows by itself that an assertion holds: nothing but the start precedes it, or nothing follows. */
export function isDecided({ sign }: Instruction & { op: 'assert' }, { flags }: Pick<Program, 'flags'>): boolean {
  return !flags.includes('m') && (sign === '^' || sign === '$')
}

function includes(loops: Loops, loop: number): boolean {
  for (let rest = loops; rest !== undefined; rest = rest.rest) if (rest.loop === loop) return true
  return false
}
