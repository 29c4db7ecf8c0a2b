import { type ActionDefinition, compileTrigger, type JsonObject, pointer, waysToSatisfy } from '../../index.ts'
import { isObject } from '../jsonc.ts'
import { candidates, placed } from './candidates.ts'
import { type Given, given, type Part, partsOf, readsOf } from './parts.ts'
import { checkPublished, Refusal } from './publishedCheck.ts'
import { publishedMapping, unwrapped } from './publishedMapping.ts'
import { type Settle, settling } from './settled.ts'
import { choicesAt, textsOf } from './telling.ts'

/** A value of a payload that is another one here than there. */
export interface MappingDifference {
  /** Its place in the payload, as a JSON Pointer. */
  readonly at: string
  readonly event: JsonObject
  readonly here: Given
  readonly there: Given
  /** What the published evaluator does on this event that its documentation does not say. */
  readonly notes: readonly string[]
}

/** Events that are tried for each part of a mapping, paths that are varied in them, and events that these start from. */
const mostEvents = 3_000
const mostPaths = 12
const mostBases = 4

/**
 * Searches for events that a trigger admits and of which the published evaluator makes something else, in what is sent:
 * for each part of the mapping, the smallest of those tried. Parts that do not compile are passed over.
 */
export function findMappingDifferences(
  trigger: string,
  mapping: JsonObject,
  fields: ActionDefinition['fields'],
): MappingDifference[] {
  const admits = compileTrigger(trigger)
  const bases = basesOf(trigger).filter(admits).slice(0, mostBases)
  const parts = partsOf(mapping)
  const [base] = bases
  if (base === undefined || parts.length === 0) return []
  const refusal = refusalOf(mapping)
  if (refusal === undefined) {
    const settle = settling(fields)
    return parts.flatMap(part => searchPart(part, bases, admits, settle) ?? [])
  }
  const refused = parts.find(({ at }) => `${refusal.at}/`.startsWith(`${pointer('', ...at)}/`))
  if (refused === undefined) return []
  const { at, compute } = refused
  return [{ at: pointer('', ...at), event: base, here: compute(base), there: { failure: refusal.message }, notes: [] }]
}

/** Small events that make a trigger true, the smallest first. */
function basesOf(trigger: string): JsonObject[] {
  const events = waysToSatisfy(trigger).map(way =>
    way.reduce<JsonObject>(
      (event, { path, values: [value] }) => (value === undefined ? event : (placed(event, path, value) as JsonObject)),
      { type: 'track' },
    ),
  )
  return events.toSorted((a, b) => sizeOf(a) - sizeOf(b))
}

function sizeOf(event: JsonObject): number {
  return JSON.stringify(event).length
}

/** Why the published evaluator refuses a mapping, whatever the event. */
function refusalOf(mapping: JsonObject): Refusal | undefined {
  try {
    checkPublished(unwrapped(mapping))
    return undefined
  } catch (error) {
    return error instanceof Refusal ? error : new Refusal('', (error as Error).message)
  }
}

function searchPart(
  { at, mapping, compute }: Part,
  bases: readonly JsonObject[],
  admits: (event: JsonObject) => boolean,
  settle: Settle,
): MappingDifference | undefined {
  const published = publishedMapping(mapping)
  const texts = textsOf(mapping)
  const paths = new Map<string, readonly string[]>()
  const addPaths = (found: readonly (readonly string[])[]) => {
    for (const path of found) if (path.length > 0 && paths.size < mostPaths) paths.set(path.join('\0'), path)
  }
  addPaths(readsOf(mapping))
  let smallest: MappingDifference | undefined
  // What is read may be told by what was read before.
  for (let known = -1; known !== paths.size; ) {
    known = paths.size
    const places = [...paths.values()].map(path => choicesAt(path, texts))
    for (const event of candidates(bases, places, mostEvents)) {
      if (smallest && sizeOf(event) >= sizeOf(smallest.event)) continue
      if (!isObject(event) || !admits(event)) continue
      const { notes, reads, ...outcome } = published(event)
      addPaths(reads)
      const [here, there] = [compute(event), given(() => outcome)]
      if (differ(at, here, there, settle)) smallest = { ...narrowed(at, here, there), event, notes: [...notes] }
    }
  }
  return smallest
}

/** Whether another payload is sent, or one is sent here or there only. */
function differ(at: readonly string[], here: Given, there: Given, settle: Settle): boolean {
  if (JSON.stringify(here) === JSON.stringify(there)) return false
  if (here.failure !== undefined || there.failure !== undefined)
    return here.failure === undefined || there.failure === undefined
  // What is an item of a list is looked at as its first.
  const path = at.map(key => (/^\d+$/.test(key) ? '?' : key))
  const [left, right] = [here, there].map(({ value }) =>
    JSON.stringify(settle(value === undefined ? {} : (placed({}, path, value) as JsonObject))),
  )
  return left !== right
}

/** The only place inside of two values in which they differ, or the values themselves. */
function narrowed(at: readonly string[], here: Given, there: Given): Pick<MappingDifference, 'at' | 'here' | 'there'> {
  const [left, right] = [here.value, there.value]
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys({ ...left, ...right })
    const member = (of: JsonObject, key: string) =>
      given(() => ({ value: Object.hasOwn(of, key) ? of[key] : undefined }))
    const different = keys.filter(key => JSON.stringify(member(left, key)) !== JSON.stringify(member(right, key)))
    const [key] = different
    if (key !== undefined && different.length === 1)
      return narrowed([...at, key], member(left, key), member(right, key))
  }
  return { at: pointer('', ...at), here, there }
}
