import { exampleEvent, findContradiction, findDispatch, type Trigger } from '../trigger/index.ts'
import type { JsonObject } from '../value/index.ts'

/** Which events make two triggers true: those of the one, of the other, of both alike, or some, of which one is known. */
export type Overlap = 'same' | 'all of one' | 'all of other' | { readonly event: JsonObject }

/** How the events of two triggers overlap; `undefined` where no event is known that makes both true. */
export function overlapOf(one: Trigger, other: Trigger): Overlap | undefined {
  // Of what is never true, everything could be said.
  if (findContradiction(one) || findContradiction(other)) return undefined
  const [isWithin, isAround] = [implies(one, other), implies(other, one)]
  if (isWithin && isAround) return 'same'
  if (isWithin) return 'all of one'
  if (isAround) return 'all of other'
  const { span } = one
  const event = exampleEvent({ kind: 'and', parts: [one, other], span })
  return event && { event }
}

/** Whether every event that makes one trigger true makes the other true, as far as that can be told. */
function implies(one: Trigger, other: Trigger): boolean {
  const { span } = one
  return findContradiction({ kind: 'and', parts: [one, { kind: 'not', part: other, span }], span }) !== undefined
}

/** More triggers than these are not compared with one. */
const mostRivals = 100

/** Finds, among triggers that were given before, those that may overlap with one: they ask for no other event. */
export class Rivals<T extends { readonly trigger: Trigger }> {
  readonly #byEvent = new Map<string, T[]>()
  readonly #ofAny: T[] = []
  readonly #all: T[] = []

  /** Those before it, and then it is one of them. */
  of(one: T): T[] {
    const { events } = findDispatch(one.trigger)
    const found = events ? [...this.#ofAny, ...events.flatMap(event => this.#byEvent.get(event) ?? [])] : this.#all
    const rivals = [...new Set(found)].slice(0, mostRivals)
    this.#all.push(one)
    if (events === undefined) this.#ofAny.push(one)
    for (const event of events ?? []) this.#byEvent.set(event, [...(this.#byEvent.get(event) ?? []), one])
    return rivals
  }
}
