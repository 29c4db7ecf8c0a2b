import { type Character, readCharacter } from './character.ts'
import { type Parsed, type Pattern, PatternError, parsePattern, type Sign } from './syntax.ts'

/** One step of a matcher. Unless it says otherwise, the next instruction follows. */
export type Instruction =
  | ({ readonly op: 'character' } & Character)
  /** Tries to go on at `first`, then at `second`. */
  | {
      readonly op: 'split'
      first: number
      second: number
      /** Repetitions around it whose rounds may be empty. */
      readonly loops: readonly number[]
    }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'open' | 'close'; readonly group: number }
  /** Resets groups at the begin of a round. */
  | { readonly op: 'clear'; readonly first: number; readonly end: number }
  /** Begins a round of a repetition, and fails if it was empty. */
  | { readonly op: 'begin' | 'check'; readonly loop: number }
  | { readonly op: 'assert'; readonly sign: Sign }
  | { readonly op: 'refer'; readonly group: number }
  /** Matches what follows up to `seen`, and goes on at `next`. */
  | { readonly op: 'look'; readonly negative: boolean; readonly first: number; readonly end: number; next: number }
  | { readonly op: 'seen' | 'end' }

/** A pattern as a list of instructions. The first match in their order is JavaScript's. */
export interface Program {
  readonly code: readonly Instruction[]
  /** Number of groups. */
  readonly groups: number
  /** Number of repetitions whose rounds may be empty. */
  readonly loops: number
  readonly flags: string
  /** True if what a group has matched decides how a match goes on. */
  readonly refers: boolean
  /** True if a match that has failed at a split would fail there again. */
  readonly canRemember: boolean
}

/** Most repetitions inside each other whose empty rounds the matcher tells apart when it remembers. */
const mostLoops = 16

/** Most instructions of a program. A counted repetition has its body so many times. */
const mostInstructions = 20_000

/**
 * Compiles a pattern that JavaScript has accepted.
 *
 * @throws PatternError if it has unsupported syntax, or is too large
 */
export function compilePattern({ source, flags }: RegExp): Program {
  return new Writer(flags).write(parsePattern(source))
}

/** The reason why a pattern that JavaScript has accepted cannot be compiled. */
export function refusePattern(pattern: RegExp): PatternError | undefined {
  try {
    compilePattern(pattern)
    return undefined
  } catch (error) {
    if (error instanceof PatternError) return error
    throw error
  }
}

class Writer {
  readonly #flags: string
  readonly #code: Instruction[] = []
  readonly #characters = new Map<string, Character>()
  #loops = 0
  #around: readonly number[] = []
  #deepest = 0
  #refers = false

  constructor(flags: string) {
    this.#flags = flags
  }

  write({ pattern, groups }: Parsed): Program {
    this.#emit(pattern)
    this.#add({ op: 'end' })
    const canRemember = !this.#refers && this.#deepest <= mostLoops
    return {
      code: this.#code,
      groups,
      loops: this.#loops,
      flags: this.#flags,
      refers: this.#refers,
      canRemember,
    }
  }

  #add<I extends Instruction>(instruction: I): I {
    if (this.#code.length >= mostInstructions) {
      const message = 'the repetitions of the regular expression are too large'
      throw new PatternError(message, 'use `*` or `+`, and compare `$length`')
    }
    this.#code.push(instruction)
    return instruction
  }

  #emit(pattern: Pattern): void {
    switch (pattern.kind) {
      case 'character':
        this.#add({ op: 'character', ...this.#character(pattern.source) })
        break
      case 'sequence':
        for (const part of pattern.parts) this.#emit(part)
        break
      case 'choice':
        this.#emitChoice(pattern.parts)
        break
      case 'group':
        this.#add({ op: 'open', group: pattern.index })
        this.#emit(pattern.body)
        this.#add({ op: 'close', group: pattern.index })
        break
      case 'backreference':
        this.#refers = true
        this.#add({ op: 'refer', group: pattern.index })
        break
      case 'assertion':
        this.#add({ op: 'assert', sign: pattern.sign })
        break
      case 'lookahead': {
        const [first, end] = pattern.groups
        const look = this.#add({ op: 'look', negative: pattern.negative, first, end, next: 0 })
        this.#emit(pattern.body)
        this.#add({ op: 'seen' })
        look.next = this.#code.length
        break
      }
      case 'repeat':
        this.#emitRepeat(pattern)
    }
  }

  #character(source: string): Character {
    const known = this.#characters.get(source) ?? readCharacter(source, this.#flags)
    this.#characters.set(source, known)
    return known
  }

  #split() {
    return this.#add({ op: 'split', first: 0, second: 0, loops: this.#around })
  }

  #emitChoice(parts: readonly Pattern[]): void {
    const jumps: { to: number }[] = []
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1
      const split = isLast ? undefined : this.#split()
      if (split) split.first = this.#code.length
      this.#emit(part)
      if (split) {
        jumps.push(this.#add({ op: 'jump', to: 0 }))
        split.second = this.#code.length
      }
    }
    for (const jump of jumps) jump.to = this.#code.length
  }

  #emitRepeat({ body, least, most, lazy, groups }: Pattern & { kind: 'repeat' }): void {
    for (let round = 0; round < least; round++) {
      const before = this.#code.length
      this.#emitRound(body, groups)
      if (this.#code.length === before) break
    }
    const mayBeEmpty = isNullable(body)
    const exits: (() => void)[] = []
    const optional = most === Number.POSITIVE_INFINITY ? 1 : most - least
    for (let round = 0; round < optional; round++) {
      const start = this.#code.length
      const split = this.#split()
      const [enter, leave] = lazy ? (['second', 'first'] as const) : (['first', 'second'] as const)
      split[enter] = this.#code.length
      exits.push(() => {
        split[leave] = this.#code.length
      })
      if (mayBeEmpty) this.#emitCheckedRound(body, groups)
      else this.#emitRound(body, groups)
      if (most === Number.POSITIVE_INFINITY) this.#add({ op: 'jump', to: start })
    }
    for (const exit of exits) exit()
  }

  #emitRound(body: Pattern, [first, end]: readonly [number, number]): void {
    if (end > first) this.#add({ op: 'clear', first, end })
    this.#emit(body)
  }

  #emitCheckedRound(body: Pattern, groups: readonly [number, number]): void {
    const around = this.#around
    const loop = this.#loops++
    this.#around = [...around, loop]
    this.#deepest = Math.max(this.#deepest, this.#around.length)
    this.#add({ op: 'begin', loop })
    this.#emitRound(body, groups)
    this.#add({ op: 'check', loop })
    this.#around = around
  }
}

/** True if a part may match an empty string. */
function isNullable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'character':
      return false
    case 'sequence':
      return pattern.parts.every(isNullable)
    case 'choice':
      return pattern.parts.some(isNullable)
    case 'group':
      return isNullable(pattern.body)
    case 'repeat':
      return pattern.least === 0 || isNullable(pattern.body)
    default:
      return true
  }
}
