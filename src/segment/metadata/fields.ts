import { isPathText } from '../../destination/index.ts'
import { isObject, type Json, type JsonObject, type Pointer, pointer } from '../../value/index.ts'
import { convertRequired, type FieldScope } from './conditions.ts'
import type { Notes } from './notes.ts'

/** Converts a member of a field. `undefined`: it is the default of callmap, or it is noted. */
type Convert = (value: Json, at: Pointer, scope: FieldScope) => Json | undefined

const wrong = (part: string, at: Pointer, { notes }: FieldScope): undefined => {
  notes.add(part, at)
  return undefined
}

const text: Convert = (value, at, scope) => {
  if (typeof value === 'string') return value === '' ? undefined : value
  return wrong('text that is no string', at, scope)
}
const flag: Convert = (value, at, scope) => {
  return typeof value === 'boolean' ? value || undefined : wrong('flag that is neither true nor false', at, scope)
}
const number: Convert = (value, at, scope) => {
  return typeof value === 'number' ? value : wrong('bound that is no number', at, scope)
}

const types = ['string', 'text', 'number', 'integer', 'boolean', 'datetime', 'object', 'secret']
const otherTypes = new Map([
  ['password', 'secret'],
  ['hidden', 'string'],
])

const formats = [
  ...['date', 'date-time', 'time', 'date-like', 'email', 'hostname', 'ipv4', 'ipv6'],
  ...['uri', 'uri-reference', 'uuid', 'text', 'password'],
]

const categories = new Map(['identifier', 'pii', 'hashedPii', 'other'].map(name => [name, name]))
categories.set('hashedPII', 'hashedPii')

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

const typed: readonly (readonly [string, Convert])[] = [
  ['label', text],
  ['description', text],
  [
    'choices',
    (value, at, scope) => {
      const choices = Array.isArray(value) ? value.flatMap((choice: Json) => convertChoice(choice) ?? []) : []
      const isWhole = Array.isArray(value) && choices.length === value.length && choices.length > 0
      return isWhole ? choices : wrong('choices', at, scope)
    },
  ],
  ['format', (value, at, scope) => (formats.includes(value as string) ? value : wrong('format', at, scope))],
  ['minimum', number],
  ['maximum', number],
  ['default', value => value],
]

const fieldMembers = new Map<string, Convert>([
  ...typed.slice(0, 2),
  ['required', convertRequired],
  ['multiple', flag],
  ['allowNull', flag],
  ...typed.slice(2, -1),
  ['category', (value, at, scope) => categories.get(value as string) ?? wrong('category', at, scope)],
  ['properties', (value, at, scope) => convertFields(value, at, scope)],
  ['additionalProperties', flag],
  // As a string of its own, a path would be read.
  ['default', value => (isPathText(value) ? { '@literal': value as Json } : value)],
])

const settingMembers = new Map<string, Convert>([
  ...typed.slice(0, 2),
  [
    'required',
    (value, at, scope) => (value === true || value === false ? value || undefined : wrong('required', at, scope)),
  ],
  ...typed.slice(2),
])

function convertChoice(choice: Json): Json | undefined {
  if (!isObject(choice)) return isScalar(choice) ? choice : undefined
  const { value, label } = choice
  if (!isScalar(value)) return undefined
  return typeof label === 'string' && label !== String(value) ? { label, value } : value
}

/** Converts fields of an action, or the properties of a field. */
export function convertFields(fields: Json | undefined, at: Pointer, scope: FieldScope): JsonObject {
  return convertAll(
    fields,
    at,
    (field, key, place) => {
      const inner = { ...scope, parents: [...scope.parents, key] }
      return convertMembers(field, place, fieldMembers, inner)
    },
    scope.notes,
  )
}

/** Converts the settings of a destination. */
export function convertSettings(settings: Json | undefined, at: Pointer, notes: Notes): JsonObject {
  const scope = { notes, root: {}, parents: [] }
  return convertAll(settings, at, (field, _, place) => convertMembers(field, place, settingMembers, scope), notes)
}

function convertAll(
  fields: Json | undefined,
  at: Pointer,
  convert: (field: JsonObject, key: string, at: Pointer) => JsonObject,
  notes: Notes,
): JsonObject {
  if (fields !== undefined && !isObject(fields)) notes.add('fields that are no object', at)
  if (!isObject(fields)) return {}
  const entries = Object.entries(fields).flatMap(([key, field]) => {
    const place = pointer(at, key)
    if (isObject(field)) return [[key, convert(field, key, place)] as const]
    notes.add('field that is no object', place)
    return []
  })
  return Object.fromEntries(entries)
}

function convertMembers(
  field: JsonObject,
  at: Pointer,
  members: ReadonlyMap<string, Convert>,
  scope: FieldScope,
): JsonObject {
  for (const [name, value] of Object.entries(field)) {
    if (name !== 'type' && !members.has(name) && value !== false && value !== null)
      scope.notes.add(name, pointer(at, name))
  }
  const converted = [...members].flatMap(([name, convert]) => {
    const value = field[name]
    const kept = value === undefined ? undefined : convert(value, pointer(at, name), scope)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  const described = converted.filter(([name]) => name === 'label' || name === 'description')
  const others = converted.filter(entry => !described.includes(entry))
  return Object.fromEntries([...described, ['type', convertType(field.type, at, scope)] as const, ...others])
}

function convertType(type: Json | undefined, at: Pointer, { notes }: FieldScope): string {
  const name = typeof type === 'string' ? (otherTypes.get(type) ?? type) : 'string'
  if (types.includes(name)) return name
  notes.add('type', pointer(at, 'type'))
  return 'string'
}
