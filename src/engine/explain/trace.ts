import type { Place } from '../../mapping/index.ts'
import type { Json, Pointer } from '../../value/index.ts'
import { limitShown } from './shown.ts'

/** Receives the reports of trace points. */
export interface Trace {
  /** Result of the trigger. Returns true if the payload is to be computed. */
  trigger(holds: boolean): boolean
  /** An evaluated clause: its index in `listClauses`, its result, and the value that it tested. */
  clause(index: number, holds: boolean, actual: Json | undefined): boolean
  /** Value of a field, before coercion. */
  field(key: string, value: Json | undefined): void
  /** Value of a part of a mapping, or of a part of an expression in it. */
  value(place: Place, value: unknown): void
  /** Index of the arm that a branch takes. */
  branch(place: Place, arm: number): void
  /** Reason of a `skip` check that is true: nothing is sent. */
  skip(reason: string): void
}

/** Values recorded at one place. Inside a list there are several. */
export interface TracedValues extends Place {
  /** The first values, among them the first that is not absent. */
  readonly values: readonly (Json | undefined)[]
  readonly count: number
  /** Number of absent values, if others were present. */
  readonly absent?: number
}

/** Arms of one branch that were taken. */
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

/** The place of a subscription that its trace points report, and the one that it has. */
export interface Move {
  readonly from: Pointer
  readonly to: Pointer
}

/** Lists may be long, and only their start is shown. */
const mostValues = 10

/** Records the reports of trace points. With `force`, the payload is computed even if the trigger is false. */
export class TraceRecorder implements Trace {
  matched: boolean | undefined
  skipped: string | undefined
  readonly clauses = new Map<number, TracedClause>()
  readonly fields = new Map<string, Json | undefined>()
  readonly #values = new Map<string, Values>()
  readonly #branches = new Map<string, TracedBranch & { arms: number[] }>()
  readonly #limit = limitShown() as (value: unknown) => Json | undefined
  readonly #force: boolean
  readonly #move: Move | undefined

  constructor(force = false, move?: Move) {
    this.#force = force
    this.#move = move
  }

  trigger(holds: boolean): boolean {
    this.matched = holds
    return holds || this.#force
  }

  clause(index: number, holds: boolean, actual: Json | undefined): boolean {
    this.clauses.set(index, { holds, actual: this.#limit(actual) })
    return holds
  }

  field(key: string, value: Json | undefined): void {
    this.fields.set(key, this.#limit(value))
  }

  value(reported: Place, value: unknown): void {
    const place = moved(reported, this.#move)
    const key = placeKey(place)
    const known = this.#values.get(key) ?? { ...place, values: [], count: 0, present: 0 }
    this.#values.set(key, known)
    const present = typeof value === 'function' ? undefined : value
    const isFirst = present !== undefined && known.present === 0
    known.count++
    if (present !== undefined) known.present++
    if (known.values.length < mostValues) known.values.push(this.#limit(present))
    else if (isFirst) known.values.splice(-1, 1, this.#limit(present))
  }

  branch(reported: Place, arm: number): void {
    const place = moved(reported, this.#move)
    const key = placeKey(place)
    const known = this.#branches.get(key) ?? { ...place, arms: [] }
    this.#branches.set(key, known)
    if (!known.arms.includes(arm)) known.arms.push(arm)
  }

  skip(reason: string): void {
    this.skipped = reason
  }

  /** Values recorded at a place, if a run reached it. */
  valuesAt(place: Place): TracedValues | undefined {
    const known = this.#values.get(placeKey(place))
    return known && tracedValues(known)
  }

  branchAt(place: Place): TracedBranch | undefined {
    return this.#branches.get(placeKey(place))
  }

  get values(): readonly TracedValues[] {
    return [...this.#values.values()].map(tracedValues)
  }

  get branches(): readonly TracedBranch[] {
    return [...this.#branches.values()]
  }
}

function moved(place: Place, move: Move | undefined): Place {
  if (move === undefined || move.from === move.to) return place
  const { at } = place
  const isInside = at === move.from || at.startsWith(`${move.from}/`)
  return isInside ? { ...place, at: `${move.to}${at.slice(move.from.length)}` } : place
}

function placeKey({ at, span }: Place): string {
  return span ? `${at} ${span.start} ${span.end}` : at
}
