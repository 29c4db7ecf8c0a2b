import type { ActionDefinition, Definition, FieldDefinition, ParsedDestination } from '../destination/index.ts'
import { own, type Path, type Pointer, pointerKeys } from '../value/index.ts'

type Fields = ActionDefinition['fields']

/** Fields that every normalized call has. */
const ofEveryCall: ReadonlySet<string> = new Set(['type', 'messageId', 'timestamp'])

/** Roots of templates that always have a value. */
const ofEveryRun: ReadonlySet<string> = new Set(['constants', 'items', 'index', 'position', 'key', 'request', 'tokens'])

/** True if every input of the mapping at a place of a definition has the path. */
export function isPresent(path: Path | undefined, at: Pointer, { definition }: ParsedDestination): boolean {
  const [root, ...keys] = path ?? []
  if (root === undefined) return false
  if (readsEvent(at)) return keys.length === 0 && ofEveryCall.has(root)
  if (ofEveryRun.has(root)) return true
  if (keys.length === 0) return root !== 'error'
  if (root === 'settings') return isSettingPresent(keys[0]!, definition)
  return root === 'payload' && listFields(at, definition).every(fields => findFields(keys, fields).every(isAlwaysGiven))
}

/** True if a path is a field with values `true` and `false`. */
export function isFlag(path: Path | undefined, at: Pointer, { definition }: ParsedDestination): boolean {
  const [root, ...keys] = path ?? []
  if (root === 'settings') return own(definition.settings ?? {}, keys[0] ?? '')?.type === 'boolean'
  if (root !== 'payload' || readsEvent(at)) return false
  return listFields(at, definition).some(fields => findFields(keys, fields).at(-1)?.type === 'boolean')
}

function readsEvent(at: Pointer): boolean {
  const [part, , member] = pointerKeys(at)
  return part === 'subscriptions' || member === 'fields'
}

/** The fields of the action at a place, or of all actions that share the place. */
function listFields(at: Pointer, { actions }: Definition): Fields[] {
  const [part, name = ''] = pointerKeys(at)
  const action = part === 'actions' ? own(actions, name) : undefined
  return (action ? [action] : Object.values(actions)).map(({ fields }) => fields)
}

/** The field of each key of a path; `undefined` for a key without one. */
function findFields(keys: Path, fields: Fields): (FieldDefinition | undefined)[] {
  let known: Fields | undefined = fields
  return keys.map(key => {
    const field: FieldDefinition | undefined = known && own(known, key)
    known = field?.properties
    return field
  })
}

/** True for a required field, and for one with a literal default, which only a saved mapping can remove. */
function isAlwaysGiven(field: FieldDefinition | undefined): boolean {
  const literal = field?.default
  return field?.required === true || (literal !== undefined && literal !== null && typeof literal !== 'object')
}

function isSettingPresent(key: string, { settings = {} }: Definition): boolean {
  const setting = own(settings, key)
  return setting === undefined || setting.required === true || setting.default !== undefined
}
