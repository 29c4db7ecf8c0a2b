import type { ActionDefinition, Definition } from '../destination/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { convertFields } from './metadata/fields.ts'
import { Notes } from './metadata/notes.ts'

/** A saved action: its trigger and its mapping. */
export interface SavedAction {
  readonly name: string
  /** Key of the action, as it is saved. */
  readonly action: string
  readonly trigger: string
  readonly enabled: boolean
  readonly mapping: JsonObject
  /** Fields of the action, if they are saved with it. */
  readonly fields?: JsonObject
}

/** Reads the saved actions of a file, in any wrapping. Invalid ones are refused, with place and reason. */
export function readSaved(value: Json): { saved: SavedAction[]; refused: { at: string; message: string }[] } {
  const saved: SavedAction[] = []
  const refused: { at: string; message: string }[] = []
  for (const { item, at } of collectItems(value, '')) {
    const trigger = item.subscribe ?? item.trigger
    const action = item.partnerAction ?? item.actionSlug ?? item.action
    const mapping = item.mapping ?? item.settings ?? {}
    if (typeof trigger !== 'string') refused.push({ at, message: 'it has no `subscribe`, so it matches no event' })
    else if (typeof action !== 'string') refused.push({ at, message: 'it has no `partnerAction`' })
    else if (!isObject(mapping)) refused.push({ at, message: 'its `mapping` is not an object' })
    else {
      saved.push({
        name: typeof item.name === 'string' && item.name !== '' ? item.name : action,
        action,
        trigger,
        enabled: item.enabled !== false,
        mapping,
        ...(isObject(item.fields) && { fields: item.fields }),
      })
    }
  }
  return { saved, refused }
}

const wrappers = ['data', 'actions', 'subscriptions', 'destinationSubscriptions', 'presets']

function collectItems(value: Json, at: string): { item: JsonObject; at: string }[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, i) => collectItems(item, `${at}/${i}`))
  if (!isObject(value)) return []
  if (value.subscribe !== undefined || value.partnerAction !== undefined || value.trigger !== undefined) {
    return [{ item: value, at }]
  }
  return wrappers.flatMap(key => (value[key] === undefined ? [] : collectItems(value[key], `${at}/${key}`)))
}

/** The key of an action with this name, regardless of case and punctuation. */
export function findActionByName(name: string, actions: Iterable<string>): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const keys = [...actions]
  return keys.find(key => key === name) ?? keys.find(key => plain(key) === plain(name))
}

/**
 * Creates a definition from actions that were saved with their fields. It has no requests, because they are not saved.
 */
export function createDefinition(slug: string, saved: readonly SavedAction[]): Definition {
  const actions = new Map<string, ActionDefinition>()
  for (const { action, fields } of saved) {
    if (fields === undefined || actions.has(action)) continue
    const converted = convertFields(fields, '', { notes: new Notes(), root: fields, parents: [] })
    actions.set(action, { fields: converted as unknown as ActionDefinition['fields'] })
  }
  return { slug, name: slug, actions: Object.fromEntries(actions) }
}
