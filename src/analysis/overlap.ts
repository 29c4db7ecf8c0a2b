import { exampleEvent, findContradiction, findDispatch, type Trigger } from '../trigger/index.ts'
import { chargeCompilation, compileCost, type JsonObject } from '../value/index.ts'

/** Relation of two triggers: the same events, all events of one, or some events, with an example. */
export type Overlap = 'same' | 'all of one' | 'all of other' | { readonly event: JsonObject }

/** Determines how the events of two triggers overlap; `undefined` if no common event is known. */
export function findOverlap(one: Trigger, other: Trigger): Overlap | undefined {
  chargeCompilation(compileCost.node)
  // A contradiction implies everything.
  if (findContradiction(one) || findContradiction(other)) return undefined
  const [isWithin, isAround] = [implies(one, other), implies(other, one)]
  if (isWithin && isAround) return 'same'
  if (isWithin) return 'all of one'
  if (isAround) return 'all of other'
  const { span } = one
  const event = exampleEvent({ kind: 'and', parts: [one, other], span })
  return event && { event }
}

/** True if every event of one trigger is provably an event of the other. */
function implies(one: Trigger, other: Trigger): boolean {
  const { span } = one
  return findContradiction({ kind: 'and', parts: [one, { kind: 'not', part: other, span }], span }) !== undefined
}

/** Maximum number of triggers that one is compared with. */
const mostCandidates = 100

/** Finds earlier triggers that may overlap with one, because they require no other event name. */
export class OverlapCandidates<T extends { readonly trigger: Trigger }> {
  readonly #byEvent = new Map<string, T[]>()
  readonly #ofAny: T[] = []
  readonly #all: T[] = []

  /** Adds a trigger and returns the earlier candidates. */
  add(one: T): T[] {
    const { events } = findDispatch(one.trigger)
    const lists = events ? [this.#ofAny, ...events.map(event => this.#byEvent.get(event) ?? [])] : [this.#all]
    const candidates = firstOf(lists)
    this.#all.push(one)
    if (events === undefined) this.#ofAny.push(one)
    for (const event of events ?? []) {
      const known = this.#byEvent.get(event)
      if (known) known.push(one)
      else this.#byEvent.set(event, [one])
    }
    return candidates
  }
}

function firstOf<T>(lists: readonly (readonly T[])[]): T[] {
  const first = new Set<T>()
  for (const list of lists) {
    for (const one of list) {
      if (first.size === mostCandidates) return [...first]
      first.add(one)
    }
  }
  return [...first]
}
