import { existsSync, readdirSync, readFileSync } from 'node:fs'
import memoize from 'lodash-es/memoize.js'
import partition from 'lodash-es/partition.js'
import {
  type Definition,
  type Destination,
  normalize,
  program,
  type Settings,
  type SubscriptionDefinition,
} from '../../src/api/index.ts'
import * as runtime from '../../src/api/runtime.ts'
import { expandSettings } from '../../src/destination/index.ts'
import { parseJsonc } from '../../src/document/index.ts'
import { sharedProgram, slugs } from '../destinations/sent.ts'
import { sample } from '../seed.ts'
import { readVectors } from '../vectors.ts'

type Built = Pick<Destination, 'map' | 'requests' | 'outcomes'>

/** Loads the text of a built module beside a run time, by default that of `src`. */
export function loadModule(code: string, imported: object = runtime): { create(options?: object): Built } {
  const body = code
    .replace(/^import \{([^}]*)\} from 'callmap\/runtime'$/m, 'const {$1} = imported')
    .replace(/^export const \{ create \} = /m, 'return ')
  return new Function('imported', `"use strict";${body}`)(imported)
}

/** Names of the functions that a module imports. */
export function listImports(code: string): string[] {
  return [...code.matchAll(/^import \{([^}]*)\}/gm)].flatMap(([, names]) => names!.match(/[\w$]+/g) ?? [])
}

const root = new URL('../../', import.meta.url)
const read = (path: string) => parseJsonc(readFileSync(new URL(path, root), 'utf8'))

/** A definition with the subscriptions of one module. */
export interface Source {
  readonly name: string
  readonly definition: Definition
  /** Absent for those of the definition. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
}

/**
 * Every bundled destination with its own subscriptions, and with others: those of its example or of its vectors, in
 * `npm run fuzz` both. Also the API of a user.
 */
export const sources: readonly Source[] = [
  ...listSources('examples/own-api/', 'mappings.json'),
  ...slugs.flatMap(slug => listSources(`destinations/${slug}/`, 'example.json')),
]

function listSources(folder: string, mappings: string): Source[] {
  const definition = read(`${folder}destination.json`) as unknown as Definition
  const { slug } = definition
  const withSubscriptions = (name: string, subscriptions: readonly SubscriptionDefinition[]): Source[] =>
    subscriptions.length === 0 ? [] : [{ name: `${slug}, ${name}`, definition, subscriptions }]
  const example = existsSync(new URL(folder + mappings, root)) ? read(folder + mappings) : {}
  const recorded = findVectors(slug, 'catalogue/').subscriptions ?? []
  return [
    { name: slug, definition },
    ...sample(
      [
        ...withSubscriptions(mappings, (example as unknown as Partial<Definition>).subscriptions ?? []),
        ...withSubscriptions(
          'vectors',
          recorded.map(({ subscription }) => subscription),
        ),
      ],
      slug,
    ),
  ]
}

interface Recorded {
  readonly subscriptions?: readonly { readonly subscription: SubscriptionDefinition }[]
}

/** Vectors of a destination. There are some for a few destinations only. */
function findVectors(slug: string, folder: '' | 'catalogue/'): Recorded {
  try {
    return readVectors(`${folder}${slug}.json`, {})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return {}
  }
}

const compileProgram = memoize((definition: Definition) =>
  slugs.includes(definition.slug) ? sharedProgram(definition.slug) : program(definition),
)

/** Makes the destination that `compile` returns. Compiles each definition once. */
export function compileSource(
  { definition, subscriptions }: Source,
  settings: unknown,
  limits?: { readonly budget: number },
): Destination {
  const shared = compileProgram(definition)
  return shared.account({ settings: settings as Settings, ...(subscriptions && { subscriptions }), ...limits })
}

/** Valid settings in three forms: the required ones, all, and with secrets that are references. */
export function listSettings(definition: Definition): Settings[] {
  const settings = expandSettings(definition)
  const value = (key: string, { type, choices: [first] = [], default: preset }: (typeof settings)[string]) => {
    if (preset !== undefined) return preset
    if (first !== undefined) return typeof first === 'object' ? first.value : first
    return type === 'number' || type === 'integer' ? 1 : type === 'boolean' ? true : `https://${key}.example`
  }
  const all = Object.entries(settings)
  const needed = all.filter(([, { required, default: preset }]) => required && preset === undefined)
  const complete = all.filter(([, { type }]) => type !== 'object')
  const reference = (key: string) => ({ $secret: `SECRET_${key.toUpperCase()}` })
  return [
    Object.fromEntries(needed.map(([key, setting]) => [key, value(key, setting)])),
    Object.fromEntries(complete.map(([key, setting]) => [key, value(key, setting)])),
    Object.fromEntries(
      complete.map(([key, setting]) => [key, setting.type === 'secret' ? reference(key) : value(key, setting)]),
    ),
  ] as Settings[]
}

const calls = new Set(['identify', 'group', 'track', 'page', 'screen', 'alias'])

/** Finds the source calls in any JSON. */
function collectEvents(json: unknown, found: Map<string, unknown>): void {
  if (typeof json !== 'object' || json === null) return
  if ('type' in json && calls.has(json.type as string)) found.set(JSON.stringify(json), json)
  for (const member of Object.values(json)) collectEvents(member, found)
}

/** The events of a destination's tests and vectors, and those of all, as they are and normalized. */
export const listEvents = memoize((slug: string): readonly unknown[] => {
  const found = new Map<string, unknown>()
  for (const file of ['order', 'six-calls']) collectEvents(read(`fixtures/events/${file}.json`), found)
  if (slugs.includes(slug)) {
    for (const file of readdirSync(new URL(`destinations/${slug}/`, root))) {
      if (file.endsWith('.test.json')) collectEvents(read(`destinations/${slug}/${file}`), found)
    }
  }
  collectEvents(findVectors(slug, ''), found)
  collectEvents(findVectors(slug, 'catalogue/'), found)
  const events = [...found.values()]
  return [...events, ...events.flatMap(event => normalize(event).events)]
})

/** Draws some of the events that a destination sends, and some that it does not. */
export function sampleEvents({ name, definition }: Source, destination: Pick<Built, 'map'>): unknown[] {
  const isSent = (event: unknown) => destination.map(event).actions.length > 0
  return partition(listEvents(definition.slug), isSent).flatMap(events => sample(events, name))
}

/** Everything that a destination gives for events, as JSON. Tests also run the text of this function elsewhere. */
export function outcome(destination: Built, events: readonly unknown[]): string {
  const forms = [{}, { batch: false }, { after: true }, { redact: true }, { redact: true, batch: false, after: true }]
  const mapped = events.map(event => destination.map(event))
  const all = mapped.flatMap(({ actions }) => actions)
  const alone = mapped.map(({ actions }) => destination.requests(actions, { redact: true }))
  const made = forms.map(form => destination.requests(all, form))
  const entries = [{ index: 0, batch_index: 0, message: 'no' }, 'text', 1]
  const body = { status: 0, message: 'no', errors: entries, failed_records: entries, invalidEmails: entries }
  const answers = [{ status: 200, body }, { status: 400, body: JSON.stringify(body) }, { status: 429 }]
  const read = made[0]!.requests.flatMap(request => answers.map(answer => destination.outcomes(request, answer)))
  return JSON.stringify([mapped, alone, made, read])
}
