import { chargeCompilation, compileCost, isObject, type Json, type JsonObject, own } from '../value/index.ts'
import { labelFor } from './label.ts'
import type { PartKind } from './partNames.ts'
import type { Copies } from './sourceMap.ts'
import { listTable } from './tableOfChoices.ts'

/**
 * Adds what the settings, fields and actions of a definition do not say twice: a label that is the words of the key, and a
 * type that other members imply. Tables of choices, and requests that are the only one of their action, become lists. Writes to the definition, which is a copy.
 */
export function addImplied({ settings, fields, actions }: JsonObject, copies: Copies): void {
  for (const [key, setting] of members(settings)) addImpliedTo(setting, key, 'setting', copies)
  for (const [key, field] of members(fields)) addImpliedTo(field, key, 'field', copies)
  for (const [key, action] of members(actions)) addImpliedTo(action, key, 'action', copies)
}

/** Adds what one setting, field or action implies, with its inner fields. */
export function addImpliedTo(part: unknown, key: string, kind: PartKind, copies: Copies): void {
  if (!isObject(part)) return
  chargeCompilation(compileCost.named)
  if (kind === 'action') {
    for (const [name, field] of members(part.fields)) addImpliedTo(field, name, 'field', copies)
    listRequest(part, copies)
    addName(part, 'title', key, copies)
    return
  }
  for (const [name, field] of members(part.properties)) addImpliedTo(field, name, 'field', copies)
  listTable(part, copies)
  addType(part, copies)
  addName(part, 'label', key, copies)
}

function addName(part: JsonObject, member: 'label' | 'title', key: string, { sources }: Copies): void {
  if (!Object.hasOwn(part, member)) sources.add(part, member, labelFor(key), sources.locate(part))
}

/** Makes a list of the only request of an action. It has the place of the request. */
function listRequest(action: JsonObject, { sources }: Copies): void {
  const request = own(action, 'requests')
  if (!isObject(request)) return
  const at = sources.member(action, 'requests')
  sources.add(action, 'requests', sources.joinList(at, [[request, at]]), at)
}

const members = (parts: Json | undefined) => Object.entries(isObject(parts) ? parts : {})

function addType(field: JsonObject, { sources }: Copies): void {
  if (Object.hasOwn(field, 'type')) return
  const [type, by] = impliedType(field) ?? []
  if (type !== undefined) sources.add(field, 'type', type, sources.member(field, by!))
}

/** The type that another member implies, and that member. */
function impliedType(field: JsonObject): readonly [type: string, by: string] | undefined {
  if (isObject(own(field, 'properties'))) return ['object', 'properties']
  if (typeof own(field, 'format') === 'string') return ['string', 'format']
  const choices = own(field, 'choices')
  const values = (Array.isArray(choices) ? choices : []).map(choice => (isObject(choice) ? choice.value : choice))
  const types = new Set(values.map(value => typeof value))
  const [type] = types
  return types.size === 1 && type !== undefined && scalars.has(type) ? [type, 'choices'] : undefined
}

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean'])
