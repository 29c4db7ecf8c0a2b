import type { Place } from '../../mapping/index.ts'
import type { Json } from '../../value/index.ts'

/** What the trace points of a program report to. */
export interface Trace {
  /** How the trigger came out. Gives whether the payload is to be made. */
  trigger(holds: boolean): boolean
  /** A clause of the trigger that was asked: its index in `listClauses`, the answer, and what it was asked of. */
  clause(index: number, holds: boolean, actual: Json | undefined): boolean
  /** The value of a field, before the payload is settled. */
  field(key: string, value: Json | undefined): void
  /** The value of a part of a mapping, or of a part of an expression in it. */
  value(place: Place, value: unknown): void
  /** The arm of a branch that is taken, by its index. */
  branch(place: Place, arm: number): void
  /** A check of level `skip` holds: nothing is sent, for this reason. */
  skip(reason: string): void
}

/** The values of one place: it has several in a list. */
export interface TracedValues extends Place {
  /** The first of them, and the first that is not absent. */
  readonly values: readonly (Json | undefined)[]
  readonly count: number
  /** How many were absent, where some were and others were not. */
  readonly absent?: number
}

/** The arms of one branch that were taken. */
export interface TracedBranch extends Place {
  readonly arms: readonly number[]
}

export interface TracedClause {
  readonly holds: boolean
  readonly actual: Json | undefined
}

interface Values extends Place {
  readonly values: (Json | undefined)[]
  count: number
  present: number
}

function tracedValues({ present, ...known }: Values): TracedValues {
  const absent = known.count - present
  return { ...known, ...(present > 0 && absent > 0 && { absent }) }
}

/** A list may be long, and a person reads no more than its start. */
const mostValues = 10

/** Keeps what is reported. With `force`, the payload is made whatever the trigger says. */
export class Recording implements Trace {
  matched: boolean | undefined
  skipped: string | undefined
  readonly clauses = new Map<number, TracedClause>()
  readonly fields = new Map<string, Json | undefined>()
  readonly #values = new Map<string, Values>()
  readonly #branches = new Map<string, TracedBranch & { arms: number[] }>()
  readonly #force: boolean

  constructor(force = false) {
    this.#force = force
  }

  trigger(holds: boolean): boolean {
    this.matched = holds
    return holds || this.#force
  }

  clause(index: number, holds: boolean, actual: Json | undefined): boolean {
    this.clauses.set(index, { holds, actual })
    return holds
  }

  field(key: string, value: Json | undefined): void {
    this.fields.set(key, value)
  }

  value(place: Place, value: unknown): void {
    const key = keyOf(place)
    const known = this.#values.get(key) ?? { ...place, values: [], count: 0, present: 0 }
    this.#values.set(key, known)
    const shown = typeof value === 'function' ? undefined : (value as Json | undefined)
    const isFirst = shown !== undefined && known.present === 0
    known.count++
    if (shown !== undefined) known.present++
    if (known.values.length < mostValues) known.values.push(shown)
    else if (isFirst) known.values.splice(-1, 1, shown)
  }

  branch(place: Place, arm: number): void {
    const key = keyOf(place)
    const known = this.#branches.get(key) ?? { ...place, arms: [] }
    this.#branches.set(key, known)
    if (!known.arms.includes(arm)) known.arms.push(arm)
  }

  skip(reason: string): void {
    this.skipped = reason
  }

  /** The values of a place, if a run came by. */
  valuesAt(place: Place): TracedValues | undefined {
    const known = this.#values.get(keyOf(place))
    return known && tracedValues(known)
  }

  branchAt(place: Place): TracedBranch | undefined {
    return this.#branches.get(keyOf(place))
  }

  get values(): readonly TracedValues[] {
    return [...this.#values.values()].map(tracedValues)
  }

  get branches(): readonly TracedBranch[] {
    return [...this.#branches.values()]
  }
}

function keyOf({ at, span }: Place): string {
  return span ? `${at} ${span.start} ${span.end}` : at
}
