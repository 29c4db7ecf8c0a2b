import { type Begin, measureSteps, type Pay, type State } from './automaton.ts'
import { ascii } from './character.ts'
import type { Bound } from './native.ts'

type Step = readonly [state: number, steps: number]

/** Data which show that a search takes linear time: the whole automaton of its pattern. */
export interface Proof {
  readonly groups: number
  /** Most steps for each character of any string. */
  readonly linear: number
  /** Runs of ASCII characters of one kind: the kind, and the first character. */
  readonly kinds: readonly (readonly [kind: number, first: number])[]
  readonly states: readonly (readonly [
    count: number,
    restarts: boolean,
    work: number,
    /** The next state and the steps to it, after a character of kind 0. */
    next: Step,
    /** The same for kinds that differ from kind 0. */
    others: readonly (readonly [kind: number, ...Step])[],
  ])[]
  /** The first state and the steps to it: from the start of a string, and from later places. */
  readonly begins: readonly Step[]
}

/** The bound of a proven search. It needs neither its pattern nor the code that proves it. */
export class ProvenBound implements Bound {
  readonly linear: number
  readonly groups: number
  readonly kinds = new Uint8Array(ascii)
  readonly #begins: readonly Begin[]
  searches = 0

  constructor({ linear, groups, kinds, states, begins }: Proof) {
    this.linear = linear
    this.groups = groups
    for (const [kind, first] of kinds) this.kinds.fill(kind, first)
    const most = Math.max(1, ...kinds.map(([kind]) => kind))
    const all = states.map(([count, restarts, work]): State => {
      return { count, restarts, work, next: [], steps: [], search: 0 }
    })
    for (const [number, [, , , first, others]] of states.entries()) {
      const { next, steps } = all[number]!
      const set = (kind: number, [state, count]: Step) => {
        next[kind] = all[state]
        steps[kind] = count
      }
      for (let kind = 0; kind <= most; kind++) set(kind, first)
      for (const [kind, ...step] of others) set(kind, step)
    }
    this.#begins = begins.map(([state, steps]) => ({ state: all[state]!, steps }))
  }

  measure(text: string, from: number, pay: Pay): number | undefined {
    return measureSteps(this, this.#begins[from === 0 ? 0 : 1]!, text, from, pay)
  }
}
