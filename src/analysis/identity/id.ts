import type { IdentityDefinition, IdKind, IdPlace, IdPlaces, IdSource } from '../../destination/index.ts'
import { type JsonObject, jsonOrText, own, parsePath, readPath } from '../../value/index.ts'

/** An ID of a profile. */
export interface Id {
  readonly kind: string
  readonly value: string
  /** Values of which it is joined: the last one is the ID that a call has. */
  readonly parts: readonly string[]
}

/** Prints an ID as a key. Case is ignored where the vendor ignores it. */
export function keyOf({ kind, parts }: Id, identity: IdentityDefinition): string {
  const key = JSON.stringify([kind, ...parts])
  return kindOf(kind, identity).fold ? key.toLowerCase() : key
}

export function kindOf(kind: string, { ids }: IdentityDefinition): IdKind {
  return own(ids, kind) ?? {}
}

/** Reads the first ID that an item has. */
export function readId(item: JsonObject, source: IdSource, { names = {} }: IdentityDefinition): Id | undefined {
  const places = typeof source === 'string' ? (own(names, source) ?? {}) : source
  for (const ofKinds of [places].flat() as IdPlaces[]) {
    for (const [kind, place] of Object.entries(ofKinds)) {
      const parts = readPlace(item, place)
      if (parts !== undefined) return { kind, value: parts.join('/'), parts }
    }
  }
  return undefined
}

function readPlace(item: JsonObject, place: IdPlace): string[] | undefined {
  if (typeof place === 'object' && 'after' in place) {
    const value = idText(readAt(item, place.from))
    return value?.startsWith(place.after) ? [value.slice(place.after.length)] : undefined
  }
  const parts = [place].flat().map(path => idText(readAt(item, path)))
  return parts.every(part => part !== undefined) ? parts : undefined
}

/** Reads a path of an item. `""` is the item. */
export function readAt(item: unknown, path: string): unknown {
  return readPath(item as JsonObject, parsePath(path))
}

/** Reads an ID as text. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Parses a member that may be JSON in a string, as in forms. */
export function readMember(value: unknown): unknown {
  return typeof value === 'string' ? jsonOrText(value) : value
}
