import { type Begin, measureSteps, type Pay, type State } from './automaton.ts'
import { ascii } from './character.ts'
import type { Bound } from './native.ts'

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
    /** Numbers of the next states, by the kinds of characters, and the steps to them. */
    next: readonly number[],
    steps: readonly number[],
  ])[]
  /** The first state and the steps to it: from the start of a string, and from later places. */
  readonly begins: readonly (readonly [state: number, steps: number])[]
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
    const all = states.map(([count, restarts, work, , steps]): State => {
      return { count, restarts, work, next: [], steps: [...steps], search: 0 }
    })
    for (const [number, [, , , next]] of states.entries()) all[number]!.next.push(...next.map(number => all[number]))
    this.#begins = begins.map(([state, steps]) => ({ state: all[state]!, steps }))
  }

  measure(text: string, from: number, pay: Pay): number | undefined {
    return measureSteps(this, this.#begins[from === 0 ? 0 : 1]!, text, from, pay)
  }
}
