import omit from 'lodash-es/omit.js'
import { CompileError } from '../../diagnostics/index.ts'
import { applyEdits } from '../../document/index.ts'
import { compileTrigger } from '../../trigger/index.ts'
import { isObject, isSame, type Json, type JsonObject, own, type Pointer, pointer } from '../../value/index.ts'
import { rootKey } from '../published/mapping.ts'
import type { SavedAction } from '../readSaved.ts'
import type { Notes } from './notes.ts'

/** A saved action with its place in the metadata. */
export interface Preset {
  readonly saved: SavedAction
  readonly at: Pointer
}

/** Fields of each action, by its key. */
export type FieldsByAction = ReadonlyMap<string, JsonObject>

/**
 * Lists the presets, and the default subscriptions of actions without one. The latter are disabled, because Segment
 * creates them only by hand.
 */
export function listPresets({ presets = [], actions }: JsonObject, fields: FieldsByAction, notes: Notes): Preset[] {
  if (!Array.isArray(presets)) notes.add('presets', '/presets')
  const given = Array.isArray(presets) ? presets : []
  const listed = given.flatMap((preset: Json, i): Preset[] => {
    const at = pointer('/presets', i)
    const { name, subscribe, partnerAction, mapping } = isObject(preset) ? preset : ({} as JsonObject)
    if (typeof subscribe !== 'string' || typeof partnerAction !== 'string') {
      notes.add('presets', at)
      return []
    }
    const trigger = fixTrigger(subscribe)
    if (trigger !== subscribe) notes.add('subscribe', pointer(at, 'subscribe'))
    const saved = {
      name: typeof name === 'string' && name !== '' ? name : partnerAction,
      ...{ action: partnerAction, trigger, enabled: true },
      mapping: isObject(mapping)
        ? dropUnknown(mapping, pointer(at, 'mapping'), fields.get(partnerAction), notes)
        : listDefaults(fields.get(partnerAction)),
    }
    return [{ saved, at }]
  })
  const used = new Set(listed.map(({ saved }) => saved.action))
  const unused = Object.entries(actions as JsonObject).flatMap(([action, definition]): Preset[] => {
    const { title, defaultSubscription } = isObject(definition) ? definition : ({} as JsonObject)
    if (typeof defaultSubscription !== 'string' || used.has(action)) return []
    const at = pointer('/actions', action, 'defaultSubscription')
    const trigger = fixTrigger(defaultSubscription)
    if (trigger !== defaultSubscription) notes.add('subscribe', at)
    const name = typeof title === 'string' && title !== '' ? title : action
    return [{ saved: { name, action, trigger, enabled: false, mapping: listDefaults(fields.get(action)) }, at }]
  })
  return [...listed, ...unused]
}

function listDefaults(fields: JsonObject = {}): JsonObject {
  const mapped = Object.entries(fields).flatMap(([key, field]) => {
    const mapping = (field as JsonObject).default
    return mapping === undefined ? [] : [[key, mapping] as const]
  })
  return Object.fromEntries(mapped)
}

/** Drops what is mapped to fields that the action lacks: it was never sent. */
function dropUnknown(mapping: JsonObject, at: Pointer, fields: JsonObject | undefined, notes: Notes): JsonObject {
  if (fields === undefined || isOneDirective(mapping)) return mapping
  const unknown = Object.keys(mapping).filter(key => !Object.hasOwn(fields, key))
  for (const key of unknown) if (key !== 'batch_keys') notes.add('mapping', pointer(at, key))
  return omit(mapping, unknown) as JsonObject
}

/** True for a mapping of the whole payload by one directive. */
function isOneDirective(mapping: JsonObject): boolean {
  return Object.keys(mapping).some(key => key.startsWith('@') || key === rootKey)
}

/** Applies the fixes of a trigger that does not compile; one that still does not is returned as it was. */
function fixTrigger(trigger: string): string {
  let text = trigger
  for (let round = 0; round < 5; round++) {
    try {
      compileTrigger(text)
      return text
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      const edits = error.diagnostics.flatMap(({ fix }) => (fix?.applicability === 'safe' ? fix.edits : []))
      text = applyEdits(
        text,
        edits.flatMap(edit => ('text' in edit && edit.span ? [{ ...edit.span, text: edit.text }] : [])),
      )
    }
  }
  return trigger
}

/** A saved action as a subscription, which only has what differs from the defaults of the fields. */
export function createSubscription(
  { name, action, trigger, enabled, mapping }: SavedAction,
  fields: JsonObject,
): JsonObject {
  const base = { name, action, trigger, ...(!enabled && { enabled }) }
  const defaults = listDefaults(fields)
  const keys = Object.keys({ ...defaults, ...mapping }).filter(key => !isSame(own(defaults, key), own(mapping, key)))
  if (keys.length === 0) return base
  if (
    isOneDirective(mapping) ||
    keys.some(key => own(mapping, key) === null) ||
    keys.length >= Object.keys(mapping).length
  ) {
    return { ...base, mapping }
  }
  return { ...base, overrides: Object.fromEntries(keys.map(key => [key, own(mapping, key) ?? null])) }
}
