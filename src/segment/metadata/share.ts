import { standard } from '../../destination/index.ts'
import { isObject, isSame, type Json, type JsonObject, own, pointer } from '../../value/index.ts'

/**
 * Writes parts that are the same once: standard fields, a template of the fields that all actions have, and `fields` that
 * some have. The definition means the same as before.
 */
export function share(definition: JsonObject): JsonObject {
  const actions = mapFields(definition.actions as JsonObject, (key, field) => asStandard(key, field))
  const common = findCommon(actions)
  const withTemplate = common === undefined ? actions : extendAll(actions, common)
  const shared = findShared(withTemplate)
  const { actions: _, subscriptions, ...rest } = definition
  return {
    ...rest,
    ...(Object.keys(shared).length > 0 && { fields: shared }),
    ...(common && { templates: mapFields({ common: { fields: common } }, (_, field) => asName(field)) }),
    actions: mapFields(withTemplate, (key, field) =>
      asName(asReference(key, field, own(shared, key) as JsonObject | undefined)),
    ),
    ...(subscriptions !== undefined && { subscriptions }),
  }
}

type Change = (key: string, field: JsonObject) => Json

function mapFields(actions: JsonObject, change: Change): JsonObject {
  return mapObject(actions, action => {
    const { fields } = action
    return isObject(fields) ? { ...action, fields: mapObject(fields, (field, key) => change(key, field)) } : action
  })
}

function mapObject(object: JsonObject, change: (value: JsonObject, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value as JsonObject, key)]))
}

const standardFields = Object.entries(standard).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))

/** A field with the type and default of a standard one, as a reference to it. */
function asStandard(key: string, field: JsonObject): JsonObject {
  if (field.default === undefined || field.allowNull === true) return field
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
  const alike = standardFields.filter(([, known]) => isInstance(field, known))
  const [name, known] = alike.find(([name]) => plain(name) === plain(key)) ?? alike[0] ?? []
  return name === undefined ? field : refer(`std#/${name}`, field, { ...known, default: field.default })
}

function isInstance(field: JsonObject, { label, description, category, default: mapping, ...others }: JsonObject) {
  if (mapping === undefined || !isSame(normalize(field.default!), normalize(mapping))) return false
  return Object.entries(others).every(([name, value]) => isSame(field[name], value))
}

/** Paths without `$.`, and an `@if` of a value that is there as the `@coalesce` that it means. */
function normalize(mapping: Json): Json {
  if (!isObject(mapping) || Object.keys(mapping).length !== 1) return mapping
  const { '@path': path, '@if': choice, '@coalesce': list } = mapping
  if (typeof path === 'string') return { '@path': path.replace(/^\$\./, '') }
  if (Array.isArray(list)) return { '@coalesce': list.map(normalize) }
  if (!isObject(choice)) return mapping
  const { exists, then, else: otherwise, ...others } = choice
  const isFallback = exists !== undefined && isSame(exists, then) && Object.keys(others).length === 0
  if (!isFallback || otherwise === undefined) return mapping
  const next = normalize(otherwise)
  const rest = isObject(next) && Array.isArray(next['@coalesce']) ? (next['@coalesce'] as Json[]) : [next]
  return { '@coalesce': [normalize(exists), ...rest] }
}

/** A reference with the members that differ. The field has all members of the target that cannot be overridden. */
function refer(to: string, field: JsonObject, target: JsonObject): JsonObject {
  return {
    $ref: to,
    ...Object.fromEntries(Object.entries(field).filter(([name, value]) => !isSame(value, target[name]))),
  }
}

/** The fields that all of several actions have. */
function findCommon(actions: JsonObject): JsonObject | undefined {
  const [first = {}, ...others] = Object.values(actions).map(action => (action as JsonObject).fields as JsonObject)
  const common = Object.entries(first).filter(([key, field]) => others.every(fields => isSame(own(fields, key), field)))
  return others.length > 0 && common.length > 1 ? Object.fromEntries(common) : undefined
}

function extendAll(actions: JsonObject, common: JsonObject): JsonObject {
  return mapObject(actions, ({ title, description, fields, ...rest }) => {
    const own = Object.entries(fields as JsonObject).filter(([key]) => !Object.hasOwn(common, key))
    return {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      extends: 'common',
      ...(own.length > 0 && { fields: Object.fromEntries(own) }),
      ...rest,
    }
  })
}

/** By key, the form of a field that most of several actions have. */
function findShared(actions: JsonObject): JsonObject {
  const forms = new Map<string, { field: JsonObject; count: number }[]>()
  for (const action of Object.values(actions)) {
    for (const [key, field] of Object.entries(((action as JsonObject).fields ?? {}) as JsonObject)) {
      const known = forms.get(key) ?? []
      forms.set(key, known)
      const same = known.find(form => isSame(form.field, field))
      if (same) same.count++
      else known.push({ field: field as JsonObject, count: 1 })
    }
  }
  const shared = [...forms].flatMap(([key, known]) => {
    const { field, count } = known.reduce((best, form) => (form.count > best.count ? form : best))
    return count > 1 && Object.keys(field).length > 1 ? [[key, field] as const] : []
  })
  return Object.fromEntries(shared)
}

/** A field as a reference to the shared one, where that is shorter. */
function asReference(key: string, field: JsonObject, shared: JsonObject | undefined): JsonObject {
  if (shared === undefined || !Object.keys(shared).every(name => Object.hasOwn(field, name))) return field
  if (field.$ref !== shared.$ref) return field
  const { $ref: _, ...members } = field
  const reference = refer(`#${pointer('/fields', key)}`, members, shared)
  return JSON.stringify(reference).length < JSON.stringify(field).length ? reference : field
}

/** The name of a part has a `!` if it is required, and is enough for a field without other members. */
function asName({ required, ...field }: JsonObject): Json {
  const name = typeof field.$ref === 'string' && required === true ? `${field.$ref}!` : undefined
  if (name === undefined) return required === undefined ? shorten(field) : { ...field, required }
  return shorten({ ...field, $ref: name })
}

const shorten = (field: JsonObject): Json =>
  field.$ref !== undefined && Object.keys(field).length === 1 ? field.$ref : field
