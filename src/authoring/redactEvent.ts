import {
  isEmail,
  isIpv4,
  isIpv6,
  isObject,
  isUri,
  isUuid,
  type Json,
  type JsonObject,
  parseIso,
  pointer,
  withValue,
} from '../value/index.ts'

/** Places that identify the call and not a person. */
const kept: ReadonlySet<string> = new Set(['/type', '/event'])

/**
 * Replaces the values of an event by others of the same form, except values that its result depends on: `isSame` tells
 * if another event has the same result. Equal strings stay equal.
 */
export function redactEvent(event: JsonObject, isSame: (event: JsonObject) => boolean): JsonObject {
  const replacements = new Map<Json, Json>()
  const leaves = collectLeaves(event, '').filter(({ at }) => !kept.has(at))
  const chooseReplacement = ({ value }: Leaf): Json => {
    const known = replacements.get(value) ?? standIn(value, replacements.size + 1)
    replacements.set(value, known)
    return known
  }
  const replaceLeaves = (chosen: readonly Leaf[], from: JsonObject): JsonObject =>
    chosen.reduce<Json>((made, leaf) => withValue(made, leaf.at, chooseReplacement(leaf))!, from) as JsonObject
  const all = replaceLeaves(leaves, event)
  if (isSame(all)) return all
  return leaves.reduce((made, leaf) => {
    const next = replaceLeaves([leaf], made)
    return isSame(next) ? next : made
  }, event)
}

interface Leaf {
  readonly at: string
  readonly value: Json
}

function collectLeaves(value: Json, at: string): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => collectLeaves(item, pointer(at, i)))
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => collectLeaves(item!, pointer(at, key)))
  return typeof value === 'string' || typeof value === 'number' ? [{ at, value }] : []
}

/** A meaningless value of the same form. */
function standIn(value: Json, number: number): Json {
  if (typeof value === 'number') return Number.isInteger(value) ? number : number + 0.5
  const text = value as string
  if (text === '') return text
  if (isUuid(text)) return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  // Ranges that no computer has.
  if (isIpv4(text)) return `198.18.${(number >> 8) % 256}.${number % 256}`
  if (isIpv6(text)) return `2001:db8::${(number % 65536).toString(16)}`
  if (isEmail(text)) return `person-${number}@example.com`
  if (isUri(text)) return `https://example.com/${number}`
  if (parseIso(text) !== undefined) return text.length > 10 ? '2026-01-01T00:00:00.000Z' : '2026-01-01'
  if (/^-?\d+(\.\d+)?$/.test(text)) return text.replace(/\d/g, '1')
  return `text-${number}`
}
