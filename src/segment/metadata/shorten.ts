import { labelFor } from '../../destination/index.ts'
import { isObject, type Json, type JsonObject } from '../../value/index.ts'

/** Drops labels and titles that are the words of their key, and writes choices that all have a label as a table. */
export function shorten(definition: JsonObject): JsonObject {
  const { settings, fields, templates, actions } = definition
  return {
    ...definition,
    ...(isObject(settings) && { settings: shortenFields(settings) }),
    ...(isObject(fields) && { fields: shortenFields(fields) }),
    ...(isObject(templates) && { templates: mapMembers(templates, shortenAction) }),
    ...(isObject(actions) && { actions: mapMembers(actions, shortenAction) }),
  }
}

function shortenAction({ title, ...action }: JsonObject, key: string): JsonObject {
  const { fields } = action
  return {
    ...(title !== undefined && title !== labelFor(key) && { title }),
    ...action,
    ...(isObject(fields) && { fields: shortenFields(fields) }),
  }
}

const shortenFields = (fields: JsonObject) => mapMembers(fields, shortenField)

function shortenField(field: JsonObject, key: string): JsonObject {
  // The part has a label of its own.
  if (field.$ref !== undefined) return field
  const { label, ...rest } = field
  const { choices, properties } = rest
  return {
    ...(label !== undefined && label !== labelFor(key) && { label }),
    ...rest,
    ...(Array.isArray(choices) && { choices: asTable(choices) }),
    ...(isObject(properties) && { properties: shortenFields(properties) }),
  }
}

/** Keys that a table cannot have: whole numbers, which would lose their order, and names of directives. */
const unfit = /^(\d+$|[@$])/

function asTable(choices: readonly Json[]): Json {
  const entries = choices.flatMap(choice => (isObject(choice) ? [[choice.label, choice.value] as const] : []))
  const labels = new Set(entries.map(([label]) => label))
  const isTable = labels.size === choices.length && ![...labels].some(label => unfit.test(String(label)))
  return isTable ? (Object.fromEntries(entries) as JsonObject) : choices
}

function mapMembers(parts: JsonObject, change: (part: JsonObject, key: string) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [key, isObject(part) ? change(part, key) : part!]),
  )
}
