import { isPathText, labelFor } from '../../destination/index.ts'
import { isObject, type Json, type JsonObject } from '../../value/index.ts'

/** Writes what a key or another member says already in its short form, such as labels that are the words of their key. */
export function shorten(definition: JsonObject): JsonObject {
  const { settings, fields, templates, actions } = definition
  return {
    ...definition,
    ...(isObject(settings) && { settings: mapMembers(settings, shortenTyped) }),
    ...(isObject(fields) && { fields: mapMembers(fields, shortenField) }),
    ...(isObject(templates) && { templates: mapMembers(templates, shortenAction) }),
    ...(isObject(actions) && { actions: mapMembers(actions, shortenAction) }),
  }
}

function shortenAction({ title, ...action }: JsonObject, key: string): JsonObject {
  const { fields } = action
  return {
    ...(title !== undefined && title !== labelFor(key) && { title }),
    ...action,
    ...(isObject(fields) && { fields: mapMembers(fields, shortenField) }),
  }
}

function shortenField(field: JsonObject, key: string): Json {
  const { required, default: mapping, properties } = field
  return shortenTyped(
    {
      ...field,
      ...(isObject(required) && { required: asText(required) }),
      ...(mapping !== undefined && { default: asPath(mapping) }),
      ...(isObject(properties) && { properties: mapMembers(properties, shortenField) }),
    },
    key,
  )
}

/** Shortens what settings and fields have in common. */
function shortenTyped(part: JsonObject, key: string): Json {
  // A reference has the label of its target.
  if (part.$ref !== undefined) return part
  const { label, description, type, required, ...rest } = part
  const isRequired = required === true && typeof type === 'string'
  const short = {
    ...(label !== undefined && label !== labelFor(key) && { label }),
    ...(description !== undefined && { description }),
    ...(type !== undefined && { type: isRequired ? `${type}!` : type }),
    ...(required !== undefined && !isRequired && { required }),
    ...rest,
    ...(Array.isArray(rest.choices) && { choices: asTable(rest.choices) }),
  }
  return Object.keys(short).join() === 'type' ? short.type! : short
}

/** A path, or the first of several, without its directive. */
function asPath(mapping: Json): Json {
  if (!isObject(mapping) || Object.keys(mapping).length !== 1) return mapping
  const { '@path': path, '@coalesce': list } = mapping
  if (isPathText(path)) return path
  const paths = Array.isArray(list) ? list.map(asPath) : []
  return isPathText(paths) ? paths : mapping
}

/** Fields of conditions that need no quotes. */
const plain = /^(?!(?:and|or|not|in|true|false|null)\b)[a-z_][\w-]*(\.[a-z_][\w-]*)*$/i

/** Conditions on other fields as a string. */
function asText(required: JsonObject): Json {
  const conditions = required.conditions as readonly JsonObject[]
  const texts = conditions.flatMap(({ fieldKey, operator, value }) => {
    if (!plain.test(String(fieldKey)) || value === null) return []
    return `${fieldKey} ${operator === 'is' ? '=' : '!='} ${asLiteral(value)}`
  })
  return texts.length < conditions.length ? required : texts.join(required.match === 'all' ? ' and ' : ' or ')
}

const asLiteral = (value: Json = null) =>
  typeof value === 'string' && !/['\\]/.test(value) ? `'${value}'` : JSON.stringify(value)

/** Keys that a table cannot have: whole numbers, which would lose their order, and names of directives. */
const unfit = /^(\d+$|[@$])/

function asTable(choices: readonly Json[]): Json {
  const entries = choices.flatMap(choice => (isObject(choice) ? [[choice.label, choice.value] as const] : []))
  const labels = new Set(entries.map(([label]) => label))
  const isTable = labels.size === choices.length && ![...labels].some(label => unfit.test(String(label)))
  return isTable ? (Object.fromEntries(entries) as JsonObject) : choices
}

function mapMembers(parts: JsonObject, change: (part: JsonObject, key: string) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [key, isObject(part) ? change(part, key) : part!]),
  )
}
