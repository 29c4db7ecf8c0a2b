import type { Action, Request } from '../../src/api/index.ts'

/** Subjects of an action, computed without the engine: the IDs of its call, and the declared ones by kind. */
export type About = readonly string[]

/** True if two actions share a subject, or one of them has none. */
export function related(a: About, b: About): boolean {
  return a.length === 0 || b.length === 0 || a.some(value => b.includes(value))
}

export function valuesOf(declared: unknown): string[] {
  if (declared === null || typeof declared !== 'object' || Array.isArray(declared)) return texts(declared).map(person)
  return Object.entries(declared).flatMap(([kind, value]) => texts(value).map(text => `${kind}:${text}`))
}

export const person = (id: string): string => `person:${id}`

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  return value === '' || !['string', 'number'].includes(typeof value) ? [] : [String(value)]
}

/** The first and the last place of each action's items, counted over all requests. */
function placesOf(requests: readonly Request[]): Map<number, [first: number, last: number]> {
  const places = new Map<number, [number, number]>()
  let place = 0
  for (const { items } of requests) {
    for (const action of items) {
      const known = places.get(action)
      places.set(action, [known?.[0] ?? place, place])
      place++
    }
  }
  return places
}

/** Pairs of actions of which the later one must not be sent first, and is. */
export function overtaken(
  actions: readonly Action[],
  abouts: readonly About[],
  requests: readonly Request[],
): string[] {
  const places = placesOf(requests)
  return actions.flatMap((_, j) =>
    actions.slice(0, j).flatMap((_, i) => {
      const [earlier, later] = [places.get(i), places.get(j)]
      if (!earlier || !later || !related(abouts[i]!, abouts[j]!) || earlier[1] < later[0]) return []
      return [`${j} before ${i}`]
    }),
  )
}

/** An action in the reference: in a batch of a kind, or alone. */
export interface Sending {
  readonly about: About
  readonly kind: string | undefined
}

/** Packs by the documented rule, slot by slot. Returns the number of batches. */
export function packedByRule(sendings: readonly Sending[]): number {
  const line: { kind: string | undefined; abouts: About[] }[] = []
  for (const { about, kind } of sendings) {
    const last = line.findLastIndex(({ abouts }) => abouts.some(other => related(about, other)))
    const from = Math.max(last, 0)
    const slot = kind === undefined ? -1 : line.findIndex((slot, i) => i >= from && slot.kind === kind)
    if (slot >= 0) line[slot]!.abouts.push(about)
    else if (kind === undefined) line.splice(last + 1, 0, { kind, abouts: [about] })
    else line.push({ kind, abouts: [about] })
  }
  return line.filter(({ kind }) => kind !== undefined).length
}

/** The longest chain of batches that the order alone asks for, where all batches are of one kind. */
export function longestChain(sendings: readonly Sending[]): number {
  const levels: number[] = []
  for (const [j, { about, kind }] of sendings.entries()) {
    const before = sendings.slice(0, j).flatMap((other, i) => {
      if (!related(about, other.about)) return []
      return levels[i]! + (kind !== undefined && other.kind === undefined ? 1 : 0)
    })
    levels.push(Math.max(kind === undefined ? 0 : 1, ...before))
  }
  return Math.max(0, ...sendings.map(({ kind }, i) => (kind === undefined ? 0 : levels[i]!)))
}
