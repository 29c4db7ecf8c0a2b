import sum from 'lodash-es/sum.js'
import { type Flow, lineage, resolveActions } from '../analysis/index.ts'
import type { Definition, FieldDefinition, SubscriptionDefinition } from '../destination/index.ts'
import type { Destination } from '../engine/index.ts'
import { callSchemas } from '../event/index.ts'
import { withValue } from '../suite/index.ts'
import { suggest } from '../text/index.ts'
import { compileTrigger, type PathAssignment, waysToSatisfy } from '../trigger/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject, isSame, readPath } from '../value/index.ts'
import { example, formatExamples } from './exampleSettings.ts'

/** Fixed, so that samples are the same at every run. */
const timestamp = '2026-01-01T00:00:00.000Z'
const anybody = { messageId: 'sample-1', userId: 'user-1', anonymousId: 'anonymous-1', timestamp }

const ofCall = new Map<string, JsonObject>([
  ['track', { event: 'Sample' }],
  ['group', { groupId: 'group-1' }],
  ['alias', { previousId: 'user-0' }],
])

/** A destination, and those of its subscriptions that a sample is for. */
export interface SampleTarget {
  readonly destination: Destination
  readonly definition: Definition
  readonly subscriptions: readonly SubscriptionDefinition[]
}

/** A sample, or the reason why there cannot be one. */
export type Sample = { readonly event: JsonObject } | { readonly refused: Refused }

interface Refused {
  readonly message: string
  readonly help: string
}

/** A subscription that the sample should match. */
interface Reader {
  readonly target: SampleTarget
  readonly subscription: SubscriptionDefinition
  readonly isTrue: (event: JsonObject) => boolean
}

/**
 * Builds a call of a type, or a track call of a name. It makes as many triggers true as are compatible, and has a value
 * at each path that their mappings read. Refuses the name of an event that no trigger admits.
 */
export function sampleEvent(name: string, all: readonly SampleTarget[]): Sample {
  const isType = Object.hasOwn(callSchemas, name)
  const refused = isType ? undefined : refuseUnknown(name, all)
  if (refused) return { refused }
  const type = isType ? name : 'track'
  const parts: object = callSchemas[type as keyof typeof callSchemas].properties
  const isAskedFor = (event: JsonObject) =>
    event.type === type &&
    (isType || event.event === name) &&
    Object.keys(event).every(part => Object.hasOwn(parts, part))
  let event: JsonObject = { type, ...ofCall.get(type), ...(!isType && { event: name }), ...anybody }
  const readers: Reader[] = []
  for (const reader of all.flatMap(listReaders)) {
    const holds = (made: JsonObject) => isAskedFor(made) && [...readers, reader].every(({ isTrue }) => isTrue(made))
    const ways = waysToSatisfy(reader.subscription.trigger)
    const made = [event, ...ways.map(way => addRequired(event, way))].find(holds)
    if (made === undefined) continue
    event = made
    readers.push(reader)
  }
  const found = all.flatMap(target => listReads(target, readers))
  const reads = found.filter(({ path }) => Object.hasOwn(parts, path[0]!))
  const open = reads.filter(({ path }) => readPath(event, path) === undefined)
  return { event: replaceUnfit(fillPaths(event, open), reads, readers) }
}

function refuseUnknown(name: string, all: readonly SampleTarget[]): Refused | undefined {
  const event = { type: 'track', event: name, ...anybody }
  const ways = all
    .flatMap(({ subscriptions }) => subscriptions)
    .map(({ trigger }) => ({ trigger, ways: waysToSatisfy(trigger) }))
  const isAdmitted = ways.some(({ trigger, ways }) => {
    const isTrue = compileTrigger(trigger)
    const tried = [event, ...ways.map(way => addRequired(event, way))]
    return tried.some(made => made.type === 'track' && made.event === name && isTrue(made))
  })
  if (isAdmitted) return undefined
  const wanted = ways.flatMap(({ ways }) => ways.flat()).filter(({ path }) => path.length === 1 && path[0] === 'event')
  const names = new Set(wanted.flatMap(({ values }) => values.filter(value => typeof value === 'string')))
  const near = suggest(name, [...names, ...Object.keys(callSchemas)])
  const known = [...names].slice(0, mostNames).map(known => `\`${known}\``)
  const more = names.size > mostNames ? ', …' : ''
  const listed =
    known.length === 0
      ? 'triggers name no events; a sample of a call type is possible'
      : `triggers name ${known.join(', ')}${more}`
  const help = near === undefined ? listed : `did you mean \`${near}\`?`
  return { message: `no trigger admits an event \`${name}\``, help }
}

/** Maximum number of names in a message. */
const mostNames = 10

function listReaders(target: SampleTarget): Reader[] {
  return target.subscriptions
    .filter(({ enabled }) => enabled !== false)
    .map(subscription => ({ target, subscription, isTrue: compileTrigger(subscription.trigger) }))
}

/** Adds the values that a way requires, unless the event has them. */
function addRequired(event: JsonObject, way: readonly PathAssignment[]): JsonObject {
  return way.reduce((made, { path, values }) => {
    return values.includes(readPath(made, path) as Json) ? made : (withValue(made, path, values[0]) as JsonObject)
  }, event)
}

/** Parts of a call that are objects. The others are strings, even if a mapping makes an object of one. */
const objectParts: ReadonlySet<string> = new Set(['properties', 'traits', 'context', 'integrations'])

/** A path that mappings read, with the target field, if it is known. */
interface Read {
  readonly path: Flow['from']
  readonly field: FieldDefinition | undefined
}

function listReads(target: SampleTarget, readers: readonly Reader[]): Read[] {
  const { definition } = target
  const subscriptions = readers.flatMap(reader => (reader.target === target ? [reader.subscription] : []))
  if (subscriptions.length === 0) return []
  const actions = resolveActions(definition)
  const flows = lineage(definition, { subscriptions })
  return flows.flatMap(({ from, to, action }) => {
    if (to === undefined || from.length === 0) return []
    const { fields } = actions.get(action)!
    // A part of a call is an object, even if a mapping would take a list.
    const path = from[1] === '?' ? from.toSpliced(1, 1) : from
    const found = fieldAt(fields, to)
    const isText = path.length === 1 && !objectParts.has(path[0]!)
    const field = isText && found?.type === 'object' ? undefined : found
    // Items of a list become items of another, whose members mostly have the same names.
    const ofItem = from.slice(from.lastIndexOf('?') + 1)
    if (field?.type === 'object' && from.includes('?')) return [{ path, field: fieldAt(field.properties, ofItem) }]
    // A condition reads a member of an object that is copied as a whole.
    const whole = flows.find(flow => flow.action === action && isSame(flow.to, to) && isWithin(from, flow.from))
    return [{ path, field: whole ? fieldAt(field?.properties, from.slice(whole.from.length)) : field }]
  })
}

/** True for a path inside another one, which is not that of the whole event. */
function isWithin(path: Flow['from'], outer: Flow['from']): boolean {
  return outer.length > 0 && path.length > outer.length && isSame(path.slice(0, outer.length), outer)
}

function fieldAt(
  fields: FieldDefinition['properties'] = {},
  [key, ...rest]: Flow['from'],
): FieldDefinition | undefined {
  if (key === '?') return fieldAt(fields, rest)
  const field = key !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined
  return rest.length === 0 ? field : fieldAt(field?.properties, rest)
}

/** Sets a value at each path. Paths inside an object come first; they are the object's value then. */
function fillPaths(event: JsonObject, reads: readonly Read[]): JsonObject {
  const deepest = reads.toSorted((a, b) => b.path.length - a.path.length)
  return deepest.reduce((made, read) => put(made, read.path, chooseExample(read)) as JsonObject, event)
}

/** A list gets a single item with everything that is read of it. */
function put(value: Json | undefined, [key, ...rest]: Flow['from'], leaf: Json): Json {
  if (key === undefined) return isObject(value) && isObject(leaf) ? { ...leaf, ...value } : (value ?? leaf)
  if (key === '?') {
    const list = value ?? []
    return Array.isArray(list) ? [put(list[0], rest, leaf)] : list
  }
  const object = value ?? {}
  if (!isObject(object)) return object
  return { ...object, [key]: put(Object.hasOwn(object, key) ? object[key] : undefined, rest, leaf) }
}

function chooseExample({ path, field }: Read): Json {
  return exampleFor(path.findLast(key => key !== '?') ?? '', field)
}

function exampleFor(key: string, field: FieldDefinition | undefined): Json {
  if (field === undefined) return formatExamples.get(key) ?? `example-${key}`
  const { type, multiple, properties } = field
  const members = Object.entries(properties ?? {}).map(([key, member]) => [key, exampleFor(key, member)])
  const own = type === 'datetime' ? timestamp : example(key, field as unknown as JsonObject)
  const one = type === 'object' ? Object.fromEntries(members) : own
  return multiple ? [one] : one
}

/** Values to try if one makes a mapping fail; removing it is the last resort. */
const others: readonly (Json | undefined)[] = [1, ...formatExamples.values(), true, 'example', {}, undefined]

/** Replaces values by others if more subscriptions succeed with them: the mappings alone decide what they accept. */
function replaceUnfit(event: JsonObject, reads: readonly Read[], readers: readonly Reader[]): JsonObject {
  const destinations = [...new Set(readers.map(({ target }) => target.destination))]
  const countFailures = (made: JsonObject) => sum(destinations.map(destination => failureCount(destination, made)))
  let best = { event, failures: countFailures(event) }
  for (const { path } of reads) {
    const at = path.map(key => (key === '?' ? '0' : key))
    if (best.failures === 0 || hasMembers(readPath(best.event, at))) continue
    for (const value of others) {
      const tried = withValue(best.event, at, value) as JsonObject
      if (!readers.every(({ isTrue }) => isTrue(tried))) continue
      const failures = countFailures(tried)
      if (failures < best.failures) best = { event: tried, failures }
    }
  }
  return best.event
}

function failureCount(destination: Destination, event: JsonObject): number {
  const { actions, failures } = destination.map(event)
  // Checks come last, and may concern settings.
  const unfit = failures.filter(({ code }) => code !== 'CM904')
  return unfit.length + destination.requests(actions, { batch: false, redact: true }).failures.length
}

function hasMembers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
