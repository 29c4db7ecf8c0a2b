import pick from 'lodash-es/pick.js'
import { lint, resolveActions } from '../../analysis/index.ts'
import type { Definition } from '../../destination/index.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  isObject,
  isTooDeep,
  type Json,
  type JsonObject,
  maxDepth,
  type Pointer,
  pointer,
  pointerKeys,
} from '../../value/index.ts'
import { examineWith, type Finding } from '../compareAction.ts'
import { areAsBefore } from '../importActions.ts'
import { findActionByName } from '../readSaved.ts'
import { toSlug } from '../toSlug.ts'
import { convertFields, convertSettings } from './fields.ts'
import { mend } from './mend.ts'
import { type ImportNote, Notes } from './notes.ts'
import { createSubscription, type FieldsByAction, listPresets, type Preset } from './presets.ts'
import { share } from './share.ts'
import { shorten } from './shorten.ts'

/** Result of an import of metadata. */
export interface MetadataImport {
  /** The definition. It does not compile, because its requests are marked `$todo`. */
  readonly definition: JsonObject
  readonly notes: readonly ImportNote[]
  /** One for each preset, and for each default subscription without a preset. */
  readonly findings: readonly Finding[]
  /** Findings of `check` about the definition, apart from `$todo`. */
  readonly problems: readonly Diagnostic[]
}

/** Reason why there is nothing to import. */
export interface ImportMistake {
  readonly mistake: string
  readonly help?: string
}

/**
 * Converts a destination of `@segment/actions-core`, as `JSON.stringify` writes it, to a definition. Functions are not in
 * JSON, so its requests are marked `$todo`. Takes any JSON and never throws.
 */
export function importMetadata(value: Json): MetadataImport | ImportMistake {
  if (isTooDeep(value)) return { mistake: `it is nested deeper than ${maxDepth} levels` }
  if (!isObject(value) || !isObject(value.actions) || typeof value.name !== 'string' || value.name === '') {
    const help = 'write one with JSON.stringify(destination): it has a `name` and `actions`'
    return { mistake: 'there is no destination of `@segment/actions-core`', help }
  }
  const notes = new Notes()
  const base = convertBase(value, notes)
  const mended = mend(base, notes, at => at.replace(/^\/settings\//, '/authentication/fields/'))
  if ('mistake' in mended) return { mistake: mended.mistake.message }
  const plain = mended.definition
  const fields: FieldsByAction = new Map(
    Object.entries(plain.actions as JsonObject).map(([key, action]) => [
      key,
      (action as JsonObject).fields as JsonObject,
    ]),
  )
  const presets = listPresets(value, fields, notes)
  const whole = plain as unknown as Definition
  const actions = resolveActions(whole)
  const findings = presets.map(({ saved }) => examineWith(saved, whole, actions))
  const kept = presets.filter((_, i) => findings[i]!.problem === undefined)
  const subscriptions = kept.flatMap(preset => mendSubscription(preset, plain, fields, notes))
  const shared = share({
    ...plain,
    actions: addRequests(plain.actions as JsonObject),
    ...(subscriptions.length > 0 && { subscriptions }),
  })
  const definition = shorten(shared)
  const problems = lint(definition).filter(({ code }) => code !== 'CM114' && code !== 'CM803')
  return { definition, notes: notes.list, findings, problems }
}

/** Everything but subscriptions and requests. */
function convertBase(metadata: JsonObject, notes: Notes): JsonObject {
  const { name, slug, description, mode = 'cloud', authentication, settings, actions, presets, ...others } = metadata
  for (const [key, value] of Object.entries(others)) if (value !== null) notes.add(key, pointer('', key))
  if (mode === 'device') notes.add('mode', '/mode')
  if (authentication !== undefined && !isObject(authentication)) notes.add('authentication', '/authentication')
  const { scheme, fields, ...rest } = isObject(authentication) ? authentication : ({} as JsonObject)
  for (const key of Object.keys(rest)) notes.add(key, pointer('/authentication', key))
  if (typeof scheme === 'string' && scheme.startsWith('oauth')) notes.add('scheme', '/authentication/scheme')
  const converted = {
    ...convertSettings(settings, '/settings', notes),
    ...convertSettings(fields, '/authentication/fields', notes),
  }
  return {
    slug: toSlug((typeof slug === 'string' && slug) || String(name)).replace(/^actions-(?=.)/, '') || 'destination',
    name: String(name),
    ...(typeof description === 'string' && description !== '' && { description }),
    ...(Object.keys(converted).length > 0 && { settings: converted }),
    actions: convertActions(actions as JsonObject, notes),
  }
}

function convertActions(actions: JsonObject, notes: Notes): JsonObject {
  const converted = Object.entries(actions).flatMap(([key, action]) => {
    const at = pointer('/actions', key)
    if (!isObject(action)) {
      notes.add('action that is no object', at)
      return []
    }
    const { title, description, fields, defaultSubscription, hooks, ...others } = action
    for (const [name, value] of Object.entries(others)) {
      const isUsual = value === false || value === null || (name === 'platform' && value === 'cloud')
      if (!isUsual) notes.add(name, pointer(at, name))
    }
    for (const hook of isObject(hooks) ? Object.keys(hooks) : []) notes.add('hooks', pointer(at, 'hooks', hook))
    const { batch_keys: keys, ...root } = isObject(fields) ? fields : ({} as JsonObject)
    if (keys !== undefined) notes.add('batch_keys', pointer(at, 'fields', 'batch_keys'))
    const result = {
      ...(typeof title === 'string' && title !== '' && { title }),
      ...(typeof description === 'string' && description !== '' && { description }),
      fields: convertFields(isObject(fields) ? root : fields, pointer(at, 'fields'), { notes, root, parents: [] }),
    }
    return [[key, result] as const]
  })
  return Object.fromEntries(converted)
}

function mendSubscription(
  { saved, at }: Preset,
  plain: JsonObject,
  fields: FieldsByAction,
  notes: Notes,
): readonly Json[] {
  const action = findActionByName(saved.action, fields.keys())!
  const subscription = createSubscription({ ...saved, action }, fields.get(action)!)
  const origin = (place: Pointer) => pointer(at, ...pointerKeys(place).slice(2))
  const actions = pick(plain.actions as JsonObject, action) as JsonObject
  const mended = mend({ ...plain, actions, subscriptions: [subscription] }, notes, origin)
  return 'mistake' in mended ? [] : (mended.definition.subscriptions as readonly Json[])
}

/** Marks the places of the requests. */
function addRequests(actions: JsonObject): JsonObject {
  const open = Object.entries(actions).map(([key, action]) => {
    const fields = (action as JsonObject).fields as JsonObject
    const isBatched = ['enable_batching', 'batch_size'].some(name => Object.hasOwn(fields, name))
    const isHashed = JSON.stringify(fields).includes('"category":"hashedPii"')
    const parts = [
      'write method, url, headers, auth and body from `perform`, with $.payload and $.settings',
      ...(isHashed ? ['hash personal data with $hash'] : []),
      ...(isBatched ? ['write `batch` from `performBatch`'] : []),
    ]
    return [key, { ...(action as JsonObject), requests: { $todo: parts.join('; ') } }] as const
  })
  return Object.fromEntries(open)
}

/** True if nothing is lost, and no event was found that is decided or mapped differently. */
export function isComplete({ notes, findings, problems }: MetadataImport): boolean {
  return notes.every(({ effect }) => effect !== 'lost') && areAsBefore({ findings, problems })
}
