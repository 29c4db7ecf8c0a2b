import { fold, isLineEnd, isWordUnit } from './character.ts'
import type { Found } from './native.ts'
import type { Instruction, Program } from './program.ts'
import type { Sign } from './syntax.ts'

/** Pays for steps of the matcher, and for failures that it remembers. */
export interface Meter {
  steps(count: number): void
  remembered(count: number): void
}

/** Steps are paid for so many at a time. */
const together = 64

/** Most strings are read long before it pays to remember anything. */
const splitsBeforeMemory = 200

/**
 * Finds the first match of a program at `from` or later, as `RegExp.exec` does. It counts its steps, because JavaScript's
 * own matcher cannot be interrupted. From `forgets` splits on, it remembers where it has failed.
 */
export function execute(
  program: Program,
  text: string,
  from: number,
  meter: Meter,
  forgets = splitsBeforeMemory,
): Found | null {
  return new Backtracker(program, text, meter, forgets).search(from)
}

/** Remembers where splits have failed, because they would again. It makes the time of a search a polynomial. */
class Memory {
  readonly #failed: (Set<number> | undefined)[] = []
  #forgets: number

  constructor(forgets: number) {
    this.#forgets = forgets
  }

  /** True if the instruction has failed at this place, with a key for the rounds around it. Remembers it. */
  knows(pc: number, key: number, meter: Meter): boolean {
    if (--this.#forgets >= 0) return false
    this.#failed[pc] ??= new Set()
    const failed = this.#failed[pc]
    if (failed.has(key)) return true
    meter.remembered(1)
    failed.add(key)
    return false
  }
}

class Backtracker {
  readonly #code: readonly Instruction[]
  readonly #program: Program
  readonly #text: string
  readonly #meter: Meter
  readonly #isMultiline: boolean
  readonly #ignoresCase: boolean
  readonly #firstLoop: number
  /**
   * Start and end of each group, or -1 if it has not matched; then where each group was opened; then where the round of
   * each repetition began.
   */
  readonly #slots: number[]
  /** Pairs: an instruction and a place to go on at, or `-1 - slot` and its value before. */
  readonly #stack: number[] = []
  readonly #forgets: number
  #steps = 0
  #end = 0

  constructor(program: Program, text: string, meter: Meter, forgets: number) {
    this.#forgets = forgets
    this.#code = program.code
    this.#program = program
    this.#text = text
    this.#meter = meter
    this.#isMultiline = program.flags.includes('m')
    this.#ignoresCase = program.flags.includes('i')
    this.#firstLoop = 3 * (program.groups + 1)
    this.#slots = new Array<number>(this.#firstLoop + program.loops).fill(-1)
  }

  search(from: number): Found | null {
    const memory = this.#newMemory()
    const last = this.#isAnchored ? 0 : this.#text.length
    this.#meter.steps(this.#slots.length)
    let index = from
    while (index <= last && !this.#run(0, index, memory)) index++
    this.#meter.steps(this.#steps)
    return index <= last ? this.#found(index) : null
  }

  #newMemory(): Memory | undefined {
    return this.#program.canRemember ? new Memory(this.#forgets) : undefined
  }

  /** True if a match can only be at the start of a string. */
  get #isAnchored(): boolean {
    const first = this.#code.find(({ op }) => op !== 'open')!
    return first.op === 'assert' && first.sign === '^' && !this.#isMultiline
  }

  #found(index: number): Found {
    const [text, slots] = [this.#text, this.#slots]
    const groups: (string | undefined)[] = []
    for (let group = 1; group <= this.#program.groups; group++) {
      const end = slots[2 * group + 1]!
      groups.push(end < 0 ? undefined : text.slice(slots[2 * group], end))
    }
    return { index, match: text.slice(index, this.#end), groups }
  }

  /** Runs the program from an instruction to an end. If it fails, the slots are as before. */
  #run(start: number, from: number, memory: Memory | undefined): boolean {
    const [code, text, slots, stack] = [this.#code, this.#text, this.#slots, this.#stack]
    const base = stack.length
    let pc = start
    let at = from
    for (;;) {
      if (++this.#steps === together) {
        this.#meter.steps(together)
        this.#steps = 0
      }
      const instruction = code[pc]!
      let goesOn = true
      pc++
      switch (instruction.op) {
        case 'character':
          goesOn = at < text.length && instruction.test(text.charCodeAt(at))
          at++
          break
        case 'split':
          goesOn = memory === undefined || !memory.knows(pc, this.#key(at, instruction.loops), this.#meter)
          if (goesOn) stack.push(instruction.second, at)
          pc = instruction.first
          break
        case 'jump':
          pc = instruction.to
          break
        case 'open':
          this.#set(2 * (this.#program.groups + 1) + instruction.group, at)
          break
        case 'close':
          this.#set(2 * instruction.group, slots[2 * (this.#program.groups + 1) + instruction.group]!)
          this.#set(2 * instruction.group + 1, at)
          break
        case 'clear':
          this.#clear(instruction.first, instruction.end)
          break
        case 'begin':
          this.#set(this.#firstLoop + instruction.loop, at)
          break
        case 'check':
          goesOn = slots[this.#firstLoop + instruction.loop] !== at
          break
        case 'assert':
          goesOn = this.#holds(instruction.sign, at)
          break
        case 'refer': {
          const length = this.#repeated(instruction.group, at)
          goesOn = length >= 0
          at += length
          break
        }
        case 'look':
          goesOn = this.#looks(instruction, pc, at)
          pc = instruction.next
          break
        default:
          this.#end = at
          return true
      }
      if (goesOn) continue
      for (;;) {
        if (stack.length === base) return false
        at = stack.pop()!
        pc = stack.pop()!
        if (pc >= 0) break
        slots[-1 - pc] = at
      }
    }
  }

  /** A place and which of the rounds around it began there: all that decides how a match goes on. */
  #key(at: number, loops: readonly number[]): number {
    let key = at
    for (const loop of loops) key = 2 * key + (this.#slots[this.#firstLoop + loop] === at ? 1 : 0)
    return key
  }

  #set(slot: number, value: number): void {
    this.#stack.push(-1 - slot, this.#slots[slot]!)
    this.#slots[slot] = value
  }

  #clear(first: number, end: number): void {
    this.#meter.steps(end - first)
    for (let slot = 2 * first; slot < 2 * end; slot++) if (this.#slots[slot] !== -1) this.#set(slot, -1)
  }

  #holds(sign: Sign, at: number): boolean {
    const before = this.#text.charCodeAt(at - 1)
    const after = this.#text.charCodeAt(at)
    switch (sign) {
      case '^':
        return at === 0 || (this.#isMultiline && isLineEnd(before))
      case '$':
        return at === this.#text.length || (this.#isMultiline && isLineEnd(after))
      default:
        return (isWordUnit(before) !== isWordUnit(after)) === (sign === '\\b')
    }
  }

  /** Length of what a group has matched, if it follows again; -1 if it does not. */
  #repeated(group: number, at: number): number {
    const from = this.#slots[2 * group]!
    if (from < 0) return 0
    const length = this.#slots[2 * group + 1]! - from
    if (at + length > this.#text.length) return -1
    this.#meter.steps(length)
    for (let index = 0; index < length; index++) {
      const [one, other] = [this.#text.charCodeAt(from + index), this.#text.charCodeAt(at + index)]
      if (one !== other && !(this.#ignoresCase && fold(one) === fold(other))) return -1
    }
    return length
  }

  #looks({ negative, first, end }: Instruction & { op: 'look' }, pc: number, at: number): boolean {
    this.#meter.steps(end - first)
    const base = this.#stack.length
    const before = this.#slots.slice(2 * first, 2 * end)
    if (!this.#run(pc, at, this.#newMemory())) return negative
    // The ways to match that are left are dropped, and the groups keep what they were before on the stack.
    this.#stack.length = base
    for (const [index, value] of before.entries()) {
      const slot = 2 * first + index
      if (negative) this.#slots[slot] = value
      else this.#stack.push(-1 - slot, value)
    }
    return !negative
  }
}
