import { callSchemas, callTypes } from '../../event/index.ts'
import { describeMatchers, suiteSchema } from '../../suite/index.ts'
import { isObject, type Json, type JsonObject, type Path } from '../../value/index.ts'
import { resolveBeside } from '../../workspace/index.ts'
import { describe, type Entry } from '../entry.ts'
import { jsonataLanguage } from '../languages/jsonata.ts'
import { type KnownDefinition, valueEntry } from '../names/definitions.ts'
import { PathTree } from '../names/pathTree.ts'
import { placeIn, type Scene } from '../scene.ts'
import { lazyLanguage } from './mappingShape.ts'
import { listFiles } from './mappingsFileShape.ts'
import { schemaShape } from './schemaShape.ts'
import type { Shape } from './shape.ts'
import { listCodes } from './subscriptionShape.ts'

/** Mappings under test, with their definition. */
interface Tested {
  readonly file: string
  readonly subscriptions: readonly Json[]
  readonly known: KnownDefinition | undefined
}

/** The shape of a file of tests. */
export function testFileShape(scene: Scene): Shape {
  const value = scene.draft.value()
  const suite = isObject(value) ? value : {}
  const tested = openTested(suite, scene)
  const subscriptions: Shape = { values: () => listSubscriptions(tested, scene) }
  const actions: Shape = { values: () => tested.flatMap(({ known }) => known?.listActions() ?? []) }
  return schemaShape({
    root: suiteSchema as unknown as JsonObject,
    free: () => matcherShape,
    special(place) {
      const [part, , key] = place
      const last = place.at(-1)!
      const before = place.at(-2)
      if (part === 'mappings') return mappingsShape(scene)
      if (part === 'events' && place.length === 2) return eventShape(scene)
      if (part === 'tests' && (last === 'event' ? place.length === 3 : key === 'events' && place.length === 4)) {
        return { ...eventShape(scene), values: () => listEvents(suite, scene) }
      }
      if (before === 'settings') return undefined
      if (last === 'settings') return { keys: () => tested.flatMap(({ known }) => known?.listSettings() ?? []) }
      if (last === 'lookups') return { keys: () => tested.flatMap(({ known }) => known?.listConstants() ?? []) }
      if (last === 'functions') return functionsShape(tested)
      if (last === 'subscription' || last === 'mapping') return subscriptions
      if (last === 'action') return actions
      if (last === 'code') return { values: listCodes }
      if (last === 'check') return { language: lazyLanguage(() => checkLanguage(scene)) }
      if (last === 'skipped') return { ...skippedShape, keys: () => listSubscriptions(tested, scene) }
      if (last === 'payload' || last === 'payloadContains') return payloadShape(place, suite, tested)
      return undefined
    },
  })
}

/** Opens the mappings of a test file: those that it names, else the file beside it. */
function openTested({ mappings }: JsonObject, scene: Scene): Tested[] {
  const { file } = scene.document
  const named = [mappings ?? []].flat().filter(name => typeof name === 'string')
  const beside = file.replace(/\.test\.json$/, '.json')
  const files = named.length > 0 ? named.map(name => resolveBeside(file, name)) : [beside]
  return files.map(path => {
    const value = scene.openDraft(path)?.value()
    const { destination, subscriptions } = isObject(value) ? value : ({} as JsonObject)
    const known = scene.openDefinition(typeof destination === 'string' ? destination : path, path)
    const list = Array.isArray(subscriptions) ? (subscriptions as readonly Json[]) : undefined
    return { file: path, subscriptions: list ?? known?.subscriptions ?? [], known }
  })
}

function listSubscriptions(tested: readonly Tested[], scene: Scene): Entry[] {
  return tested.flatMap(({ file, subscriptions }) =>
    subscriptions.flatMap((subscription, index): Entry[] => {
      const { name, action, trigger } = isObject(subscription) ? subscription : ({} as JsonObject)
      const called = name ?? action
      if (typeof called !== 'string') return []
      const target = () => {
        const node = scene.openDraft(file)?.find(['subscriptions', String(index)])?.node
        return node && { file, from: node.start, to: node.start + 1 }
      }
      const text = describe(
        typeof action === 'string' && `Action \`${action}\``,
        typeof trigger === 'string' && `\`${trigger}\``,
      )
      return [{ name: called, kind: 'subscription', text, target }]
    }),
  )
}

function mappingsShape(scene: Scene): Shape {
  const values = () => listFiles(scene, file => !file.endsWith('.test.json'))
  return { values, child: () => ({ values }) }
}

function listEvents({ events }: JsonObject, scene: Scene): Entry[] {
  return Object.entries(isObject(events) ? events : {}).map(([name, event]) => {
    const type = isObject(event) && typeof event.type === 'string' ? event.type : undefined
    return { name, kind: 'event', detail: type, target: () => placeIn(scene, ['events', name]) }
  })
}

/** The shape of a source event. */
function eventShape(scene: Scene): Shape {
  const at = (tree: PathTree | undefined): Shape => ({
    keys: () => [...(tree?.children ?? [])].filter(([key]) => key !== '0').map(([key, node]) => node.entry(key)),
    child: key => at(tree?.find([key])),
  })
  const root = at(scene.events())
  const types: Shape = {
    values: () => callTypes.map(type => valueEntry(type, (callSchemas[type] as { description?: string }).description)),
  }
  return { ...root, child: key => (key === 'type' ? types : root.child?.(key)) }
}

function functionsShape(tested: readonly Tested[]): Shape {
  const list = () =>
    tested.flatMap(({ known }) => known?.listFunctions() ?? []).map(entry => ({ ...entry, name: entry.name.slice(1) }))
  const result: Shape = {
    keys: () => [{ name: 'returns', kind: 'key', text: 'Result of every call.' }],
    child: () => ({}),
  }
  return { keys: list, child: () => result }
}

const skippedShape: Shape = {
  child: () => ({
    values: () => ['trigger-false', 'filtered', 'disabled', 'check', 'missing:'].map(name => valueEntry(name)),
  }),
}

function checkLanguage(scene: Scene) {
  const tree = new PathTree()
  tree.children.set('event', scene.events())
  tree.add(['payload'], { text: 'The payload of the action.' })
  for (const key of ['method', 'url', 'headers', 'body']) tree.add(['request', key])
  return jsonataLanguage({ tree, functions: () => [] })
}

/** A payload that is expected: the fields of the action that the test names, with matchers. */
function payloadShape(place: Path, suite: JsonObject, tested: readonly Tested[]): Shape {
  const expected = place
    .slice(0, -1)
    .reduce<Json | undefined>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as JsonObject)[key] : undefined),
      suite,
    )
  const { subscription, mapping, action } = isObject(expected) ? expected : ({} as JsonObject)
  const name = subscription ?? mapping
  const list = () =>
    tested.flatMap(({ known, subscriptions }) => {
      const used = subscriptions.filter(isObject).find(one => (one.name ?? one.action) === name)?.action ?? action
      return typeof used === 'string' ? (known?.listFields(used) ?? []) : []
    })
  return { ...matcherShape, keys: list }
}

/** An expected value: a matcher, or any JSON. */
const matcherShape: Shape = {
  keys: () =>
    describeMatchers().map(({ name, summary, takes }) => ({
      name,
      kind: 'directive',
      detail: `takes ${takes}`,
      text: summary,
    })),
  child(key) {
    const values = describeMatchers().find(({ name }) => name === key)?.values
    return values ? { values: () => values.map(value => valueEntry(value)) } : matcherShape
  },
}
