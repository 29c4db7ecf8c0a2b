import { isAnchored } from './cost.ts'
import type { Pattern } from './syntax.ts'

/** State of a match. Group `n` spans `marks[2n]` to `marks[2n + 1]`, or -1 if it has not matched. */
interface State {
  readonly text: string
  readonly marks: number[]
  /** For each repetition, the number of rounds and the start of the last one. */
  readonly counts: number[]
  readonly starts: number[]
  readonly step: (work: number) => void
  end: number
}

/** Start of a match, the whole match, and its groups. */
export interface Found {
  readonly index: number
  readonly match: string
  readonly groups: (string | undefined)[]
}

/** Matches at a position, then continues with the rest of the pattern. */
type Match = (state: State, at: number) => boolean

/**
 * A backtracking matcher that counts its steps, because JavaScript's own cannot be interrupted. It finds the same
 * matches.
 */
export class Backtracker {
  readonly #match: Match
  readonly #groups: number
  readonly #flags: string
  /** True if a match can only be at the start of a string. */
  readonly #isAnchored: boolean
  #repetitions = 0

  constructor(pattern: Pattern, groups: number, flags: string) {
    this.#groups = groups
    this.#flags = flags
    this.#isAnchored = isAnchored(pattern) && !flags.includes('m')
    this.#match = this.#compile(pattern, (state, at) => {
      state.end = at
      return true
    })
  }

  /** Finds the first match at `from` or later, as `RegExp.exec` does. Reports the work done to `step`. */
  exec(text: string, from: number, step: (work: number) => void): Found | null {
    const last = this.#isAnchored ? 0 : text.length
    for (let index = from; index <= last; index++) {
      step(1)
      const marks = new Array<number>(2 * this.#groups + 2).fill(-1)
      const zeros = () => new Array<number>(this.#repetitions).fill(0)
      const state: State = { text, marks, counts: zeros(), starts: zeros(), step, end: -1 }
      if (!this.#match(state, index)) continue
      const group = (n: number) => (marks[2 * n + 1]! < 0 ? undefined : text.slice(marks[2 * n], marks[2 * n + 1]))
      const groups = Array.from({ length: this.#groups }, (_, n) => group(n + 1))
      return { index, match: text.slice(index, state.end), groups }
    }
    return null
  }

  #compile(pattern: Pattern, next: Match): Match {
    switch (pattern.kind) {
      case 'character': {
        const test = this.#characterTest(pattern.source)
        return (state, at) => at < state.text.length && test(state.text[at]!) && next(state, at + 1)
      }
      case 'sequence':
        return pattern.parts.reduceRight<Match>((rest, part) => this.#compile(part, rest), next)
      case 'choice': {
        const choices = pattern.parts.map(part => this.#compile(part, next))
        return (state, at) => {
          state.step(1)
          return choices.some(choice => choice(state, at))
        }
      }
      case 'group':
        return this.#compileGroup(pattern.body, pattern.index, next)
      case 'backreference':
        return this.#compileBackreference(pattern.index, next)
      case 'assertion':
        return this.#compileAssertion(pattern.sign, next)
      case 'lookahead':
        return this.#compileLookahead(pattern, next)
      case 'repeat':
        return pattern.body.kind === 'character'
          ? this.#compileRun(pattern, this.#characterTest(pattern.body.source), next)
          : this.#compileRepeat(pattern, next)
    }
  }

  #characterTest(source: string): (character: string) => boolean {
    const isPlain = /^[^\\.[]$/.test(source) && !this.#flags.includes('i')
    if (isPlain) return character => character === source
    const form = new RegExp(
      `^${/^[*+?{}()|/^$]$/.test(source) ? `\\${source}` : source}$`,
      this.#flags.replace(/[gm]/g, ''),
    )
    return character => form.test(character)
  }

  #compileGroup(body: Pattern, index: number, next: Match): Match {
    const [start, end] = [2 * index, 2 * index + 1]
    const opened: number[] = []
    const inner = this.#compile(body, (state, at) => {
      const before = [state.marks[start]!, state.marks[end]!]
      const from = opened.pop()!
      state.marks[start] = from
      state.marks[end] = at
      if (next(state, at)) return true
      opened.push(from)
      ;[state.marks[start], state.marks[end]] = before as [number, number]
      return false
    })
    return (state, at) => {
      opened.push(at)
      const matched = inner(state, at)
      if (!matched) opened.pop()
      return matched
    }
  }

  #compileBackreference(index: number, next: Match): Match {
    const fold = this.#flags.includes('i') ? (text: string) => text.toUpperCase() : (text: string) => text
    return (state, at) => {
      const from = state.marks[2 * index]!
      const to = state.marks[2 * index + 1]!
      if (to < 0) return next(state, at)
      const length = to - from
      state.step(length)
      const isSame = fold(state.text.slice(at, at + length)) === fold(state.text.slice(from, to))
      return isSame && next(state, at + length)
    }
  }

  #compileAssertion(sign: '^' | '$' | '\\b' | '\\B', next: Match): Match {
    const form = new RegExp(sign, this.#flags.includes('m') ? 'my' : 'y')
    return (state, at) => {
      form.lastIndex = at
      return form.test(state.text) && next(state, at)
    }
  }

  #compileLookahead(pattern: Pattern & { kind: 'lookahead' }, next: Match): Match {
    const ahead = this.#compile(pattern.body, () => true)
    return (state, at) => {
      const before = [...state.marks]
      const isThere = ahead(state, at)
      if (isThere !== pattern.negative && (pattern.negative ? restore(state, before) : true) && next(state, at))
        return true
      restore(state, before)
      return false
    }
  }

  /** Matches a repeated character greedily and backs off, without a call per character. */
  #compileRun(
    { least, most, lazy }: Pattern & { kind: 'repeat' },
    test: (character: string) => boolean,
    next: Match,
  ): Match {
    return (state, at) => {
      const { text } = state
      const limit = Math.min(text.length, at + most)
      let end = at
      const from = at + least
      while (end < (lazy ? Math.min(from, limit) : limit) && test(text[end]!)) end++
      state.step(end - at + 1)
      if (end < from) return false
      if (!lazy) {
        for (let to = end; to >= from; to--) {
          state.step(1)
          if (next(state, to)) return true
        }
        return false
      }
      for (let to = from; ; to++) {
        state.step(1)
        if (next(state, to)) return true
        if (to >= limit || !test(text[to]!)) return false
      }
    }
  }

  #compileRepeat({ body, least, most, lazy, groups }: Pattern & { kind: 'repeat' }, next: Match): Match {
    const id = this.#repetitions++
    const again: Match = (state, at) => {
      const [count, start] = [state.counts[id]!, state.starts[id]!]
      state.step(1)
      if (count > least && at === start) return false
      const repeat = () => {
        if (count >= most) return false
        const before = [...state.marks]
        for (const group of groups) state.marks[2 * group] = state.marks[2 * group + 1] = -1
        state.counts[id] = count + 1
        state.starts[id] = at
        if (once(state, at)) return true
        restore(state, before)
        state.counts[id] = count
        state.starts[id] = start
        return false
      }
      const leave = () => count >= least && next(state, at)
      return lazy ? leave() || repeat() : repeat() || leave()
    }
    const once = this.#compile(body, again)
    return (state, at) => {
      const [count, start] = [state.counts[id]!, state.starts[id]!]
      state.counts[id] = 0
      state.starts[id] = -1
      if (again(state, at)) return true
      state.counts[id] = count
      state.starts[id] = start
      return false
    }
  }
}

function restore(state: State, marks: readonly number[]): true {
  for (let index = 0; index < marks.length; index++) state.marks[index] = marks[index]!
  return true
}
