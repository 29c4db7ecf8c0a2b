import type { ActionDefinition } from '../destination/index.ts'
import { compileTrigger, waysToSatisfy } from '../trigger/index.ts'
import { isObject, type Json, type JsonObject, pointer } from '../value/index.ts'
import { candidates, findSmallest, placeAt } from './candidateEvents.ts'
import { type ComputedPart, compileParts, computeJson, type Given, listReads } from './mappingParts.ts'
import { createSettle, type Settle } from './normalizePayload.ts'
import { choicesAt, collectStrings } from './probeValues.ts'
import { publishedMapping, unwrapRoot } from './published/mapping.ts'
import { checkPublished, MappingRefusal } from './published/validate.ts'

/** A value of a payload that differs between callmap and the published evaluator. */
export interface MappingDifference {
  /** Place in the payload, as a JSON Pointer. */
  readonly at: string
  readonly event: JsonObject
  readonly here: Given
  readonly there: Given
  /** Undocumented behaviour of the published evaluator on this event. */
  readonly notes: readonly string[]
}

/** Limits of the search: events per part of a mapping, paths varied in them, and base events. */
const mostEvents = 3_000
const mostPaths = 40
const mostBases = 4
/** Values of a mapping times events: a mapping of more than some hundred values gets fewer events. */
const mostComputed = 1_000_000
/** Searches of one part: a value that an event has may lead to further paths. */
const mostSearches = 2

/**
 * Searches for admitted events that the published evaluator maps differently, in what is sent: for each part of the
 * mapping, the smallest of the events tried. `undefined` if no event is known that the trigger admits.
 */
export function findMappingDifferences(
  trigger: string,
  mapping: JsonObject,
  fields: ActionDefinition['fields'],
): MappingDifference[] | undefined {
  const admits = compileTrigger(trigger)
  const bases = createBases(trigger).filter(admits).slice(0, mostBases)
  const [base] = bases
  if (base === undefined) return undefined
  const parts = compileParts(mapping)
  const refusal = findRefusal(mapping)
  if (refusal !== undefined) return parts.flatMap(part => refusedPart(part, refusal, base) ?? [])
  const settle = createSettle(fields)
  const events = Math.min(mostEvents, Math.ceil(mostComputed / countValues(mapping)))
  return parts.flatMap(part => searchPart(part, { bases, admits, settle, events }) ?? [])
}

function countValues(value: Json | undefined): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values<Json | undefined>(value).reduce<number>((sum, part) => sum + countValues(part), 1)
}

/** Small events that make a trigger true, smallest first. */
function createBases(trigger: string): JsonObject[] {
  const events = waysToSatisfy(trigger).map(way =>
    way.reduce<JsonObject>(
      (event, { path, values: [value] }) => (value === undefined ? event : (placeAt(event, path, value) as JsonObject)),
      { type: 'track' },
    ),
  )
  return events.toSorted((a, b) => measureSize(a) - measureSize(b))
}

function measureSize(event: JsonObject): number {
  return JSON.stringify(event).length
}

/** Reason why the published evaluator rejects a mapping for every event. */
function findRefusal(mapping: JsonObject): MappingRefusal | undefined {
  try {
    checkPublished(unwrapRoot(mapping))
    return undefined
  } catch (error) {
    return error instanceof MappingRefusal ? error : new MappingRefusal([], (error as Error).message)
  }
}

/** The part that the published evaluator rejects and callmap accepts. */
function refusedPart(
  { at, compute }: ComputedPart,
  refusal: MappingRefusal,
  event: JsonObject,
): MappingDifference | undefined {
  const here = compute(event)
  if (here.failure !== undefined || at.some((key, i) => key !== refusal.at[i])) return undefined
  return { at: pointer('', ...at), event, here, there: { failure: refusal.message }, notes: [] }
}

interface Search {
  readonly bases: readonly JsonObject[]
  readonly admits: (event: JsonObject) => boolean
  readonly settle: Settle
  /** Most events of one search. */
  readonly events: number
}

function searchPart(
  { at, mapping, compute }: ComputedPart,
  { bases, admits, settle, events }: Search,
): MappingDifference | undefined {
  const published = publishedMapping(mapping)
  const texts = collectStrings(mapping)
  const paths = new Map<string, readonly string[]>()
  const addPaths = (found: readonly (readonly string[])[]) => {
    for (const path of found) {
      const isInEvent = path.length > 0 && path[0] !== '?'
      if (isInEvent && paths.size < mostPaths) paths.set(path.join('\0'), path)
    }
  }
  const examine = (event: JsonObject): MappingDifference | undefined => {
    const { notes, reads, ...outcome } = published(event)
    addPaths(reads)
    const [here, there] = [compute(event), computeJson(() => outcome)]
    return differ(at, here, there, settle) ? { ...narrow(at, here, there), event, notes: [...notes] } : undefined
  }
  let left = events * mostSearches
  const shows = (event: JsonObject) => {
    return event.type !== undefined && left-- > 0 && admits(event) && examine(event) !== undefined
  }
  addPaths(listReads(mapping))
  const found: JsonObject[] = []
  // Which paths are read may depend on values read before.
  for (let known = -1; known !== paths.size; ) {
    known = paths.size
    const places = [...paths.values()].map(path => choicesAt(path, texts))
    const event = findSmallest(candidates(bases, places, events), shows)
    if (event !== undefined) found.push(event)
  }
  const [smallest] = found.toSorted((a, b) => measureSize(a) - measureSize(b))
  return smallest && examine(smallest)
}

/** True if the sent payloads differ, or only one side sends one. */
function differ(at: readonly string[], here: Given, there: Given, settle: Settle): boolean {
  if (isSentAlike(here, there)) return false
  const failures = [here, there].filter(({ failure }) => failure !== undefined).length
  if (failures > 0) return failures === 1
  // The first item represents all items of a list.
  const path = at.map(key => (/^\d+$/.test(key) ? '?' : key))
  const [left, right] = [here, there].map(({ value }) =>
    settle(value === undefined ? {} : (placeAt({}, path, value) as JsonObject)),
  )
  return !isSentAlike(left, right)
}

/** Compares JSON text, not values: the text is what is sent, without absent members and with its order of keys. */
function isSentAlike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Narrows a difference to the only place that differs, if there is just one. */
function narrow(at: readonly string[], here: Given, there: Given): Pick<MappingDifference, 'at' | 'here' | 'there'> {
  const [left, right] = [here.value, there.value]
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys({ ...left, ...right })
    const members = keys.map(key => [key, pickMember(left, key), pickMember(right, key)] as const)
    const [only, ...others] = members.filter(([, left, right]) => !isSentAlike(left, right))
    if (only !== undefined && others.length === 0) return narrow([...at, only[0]], only[1], only[2])
  }
  return { at: pointer('', ...at), here, there }
}

function pickMember(object: JsonObject, key: string): Given {
  return Object.hasOwn(object, key) ? { value: object[key]! } : {}
}
