import type { FieldDefinition, MappedField } from '../../destination/index.ts'
import {
  isObject,
  isSame,
  type Json,
  type JsonObject,
  own,
  pointer,
  pointerKeys,
  printJson,
  readPath,
} from '../../value/index.ts'
import { tooLarge } from './shown.ts'
import type { Step, StepContext } from './step.ts'
import { collectSteps } from './steps.ts'

/**
 * Steps that led to a field, or to the value at `rest` in it, each followed by the coercion that its field type caused.
 */
export function fieldSteps(
  { key, field, mapping }: MappedField,
  rest: readonly string[],
  payload: JsonObject | undefined,
  context: StepContext,
): Step[] {
  if (mapping === undefined) return []
  const steps = collectSteps(mapping, context, { place: [key], keys: rest, origin: path => path })
  if (payload === undefined) return steps
  const mapped = { [key]: context.trace.fields.get(key) }
  const places = [
    ...new Set([...steps.map(({ field }) => field!), ...(rest.length > 0 ? [pointer('', key, ...rest)] : [])]),
  ]
  return places.flatMap(place => {
    const ofPlace = steps.filter(step => step.field === place)
    const keys = pointerKeys(place)
    if (keys.includes('*')) return ofPlace
    const before = readPath(mapped, keys) as Json | undefined
    const after = readPath(payload, keys) as Json | undefined
    if (before === undefined || before === tooLarge || isSame(before, after)) return ofPlace
    const what = kindOfField(memberField(field, keys.slice(1)))
    const reason = after === undefined ? `${printJson(before)} is dropped` : `${printJson(before)} as ${what}`
    const settled = {
      pointer: mapping.at,
      text: what,
      ...(after !== undefined && { value: after }),
      reason,
      field: place,
    }
    return [...ofPlace, settled]
  })
}

function kindOfField({ multiple, type }: FieldDefinition): string {
  return `${multiple ? 'a list of ' : ''}${type}`
}

function memberField(field: FieldDefinition, [key, ...rest]: readonly string[]): FieldDefinition {
  if (key === undefined) return field
  const member = /^\d+$/.test(key) ? { ...field, multiple: false } : own(field.properties ?? {}, key)
  return member === undefined ? field : memberField(member, rest)
}

/** A part of a payload that has its own mapping. `*` stands for every item of a list. */
export interface PayloadPart {
  readonly at: string
  /** Absent if nothing is sent. For a list, the value of the first item that has one. */
  readonly value?: Json
  /** Number of items that have a value. */
  readonly count?: number
}

/** Parts of a payload that have steps, in order, each with its value. */
export function payloadParts(steps: readonly Step[], payload: JsonObject): PayloadPart[] {
  const places = new Set(steps.flatMap(({ field }) => field ?? []))
  return [...places].map(at => {
    const keys = pointerKeys(at)
    const found = valuesAt(payload, keys)
    const [value] = found
    return { at, ...(value !== undefined && { value }), ...(keys.includes('*') && { count: found.length }) }
  })
}

/** Values at the keys after the first `from`. `*` is every item of a list. */
export function valuesAt(value: Json | undefined, keys: readonly string[], from = 0): Json[] {
  const key = keys[from]
  if (value === undefined) return []
  if (key === undefined) return [value]
  if (key === '*' && Array.isArray(value)) return value.flatMap((item: Json) => valuesAt(item, keys, from + 1))
  const isParent = isObject(value) || Array.isArray(value)
  return isParent ? valuesAt(own(value as JsonObject, key), keys, from + 1) : []
}
