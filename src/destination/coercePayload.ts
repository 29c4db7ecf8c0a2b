import { defineKey } from '../code/index.ts'
import { charge, chargeMembers, cost, findForeign, isObject, type JsonObject, own, pointer } from '../value/index.ts'
import { cleanPayload } from './cleanPayload.ts'
import { findAbsent } from './condition.ts'
import { convert, hasType } from './convert.ts'
import { findFormat } from './fieldTypes.ts'
import type { FormatTests } from './formats.ts'
import { findInexact } from './inexact.ts'
import { absentField, misfit } from './misfit.ts'
import type { PayloadField, PayloadFields } from './payloadFields.ts'
import type { PayloadProblem } from './payloadProblem.ts'
import { type PreparedField, prepareFields } from './preparedFields.ts'

/** A coerced copy of a payload, to be used if it has no problems. */
export interface CoercedPayload {
  readonly payload: JsonObject
  readonly problems: readonly PayloadProblem[]
}

/** State of one coercion. */
interface Run {
  readonly formats: FormatTests
  readonly path: string[]
  readonly problems: PayloadProblem[]
}

/**
 * Checks a payload whose guards do not prove that it is valid: drops empty values that their fields do not accept, coerces
 * values, drops unknown fields, and reports problems. `formats` has the tests of the formats that the fields name.
 * `misfits` are the keys whose guards do not hold, all by default: values of other keys stay as they are.
 *
 * It decides as the JSON Schema of the fields does in Ajv with `coerceTypes: 'array'`, and so as Segment's Actions do for
 * the same fields, except that a minimum of 0 counts and integers have bounds too.
 */
export function coercePayload(
  given: JsonObject,
  fields: PayloadFields,
  formats: FormatTests,
  misfits?: readonly string[],
): CoercedPayload {
  const unproven = misfits ? pick(given, misfits) : given
  const foreign = findForeign(unproven)
  if (foreign) {
    const message = `expected a value that JSON has, but it is ${foreign.what}`
    return { payload: given, problems: [{ code: 'CM903', at: foreign.at, message }] }
  }
  const cleaned = cleanPayload(unproven, fields)
  const payload = misfits ? replace(given, misfits, cleaned) : cleaned
  // Both read the values as they are before coercion.
  const problems = [...findInexact(cleaned, fields), ...findAbsent(payload, prepareFields(fields).conditional)]
  const run = { formats, path: [], problems }
  reportAbsent(payload, fields, run)
  coercePresent(payload, Object.keys(cleaned), fields, false, run)
  return { payload, problems }
}

function pick(given: JsonObject, keys: readonly string[]): JsonObject {
  const picked: JsonObject = {}
  for (const key of keys) if (Object.hasOwn(given, key)) defineKey(picked, key, given[key])
  return picked
}

/** Copies a payload with other values of some keys; a key without a value is dropped. */
function replace(given: JsonObject, keys: readonly string[], values: JsonObject): JsonObject {
  chargeMembers(given)
  const copy = { ...given }
  for (const key of keys) {
    if (Object.hasOwn(values, key)) defineKey(copy, key, values[key])
    else Reflect.deleteProperty(copy, key)
  }
  return copy
}

function reportAbsent(payload: JsonObject, fields: PayloadFields, run: Run): void {
  for (const key of prepareFields(fields).required) {
    if (own(payload, key) === undefined) run.problems.push(absentField(pointer('', ...run.path), key))
  }
}

/** Coerces the values of some keys of a payload or object, which is a copy. Unless it is open, unknown keys are dropped. */
function coercePresent(
  payload: JsonObject,
  keys: readonly string[],
  fields: PayloadFields,
  isOpen: boolean,
  run: Run,
): void {
  const { byKey } = prepareFields(fields)
  const present: PreparedField[] = []
  let isInOrder = true
  for (const key of keys) {
    const field = byKey.get(key)
    if (field) {
      isInOrder &&= present.length === 0 || present.at(-1)!.place < field.place
      present.push(field)
    } else if (!isOpen) Reflect.deleteProperty(payload, key)
  }
  // Problems are in the order of the fields.
  if (!isInOrder) present.sort((a, b) => a.place - b.place)
  for (const field of present) {
    const { key } = field
    const value = payload[key]
    if (value === undefined) continue
    run.path.push(key)
    const coerced = coerceField(value, field, run)
    if (coerced !== value) defineKey(payload, key, coerced)
    run.path.pop()
  }
}

function coerceField(value: unknown, { field, types }: PreparedField, run: Run): unknown {
  if (!field.multiple) return coerceValue(value, field, types, run)
  const list: unknown[] = []
  for (const item of value as readonly unknown[]) {
    run.path.push(String(list.length))
    list.push(coerceValue(item, field, types, run))
    run.path.pop()
  }
  return list
}

/** Coerces one value. A value that has none of the types stays, and is checked all the same. */
function coerceValue(given: unknown, field: PayloadField, types: readonly string[], run: Run): unknown {
  if (types.some(type => hasType(given, type))) {
    checkValue(given, field, types, run)
    return given
  }
  const { item, converted } = convert(given, types)
  if (converted === undefined) {
    report(types.join(' or '), item, field, run)
    checkValue(item, field, types, run)
    return given
  }
  checkValue(converted, field, types, run)
  return converted
}

function checkValue(value: unknown, field: PayloadField, types: readonly string[], run: Run): void {
  if (field.type === 'object') {
    const { properties, additionalProperties = false } = field
    if (properties && isObject(value)) {
      reportAbsent(value, properties, run)
      coercePresent(value, Object.keys(value), properties, additionalProperties, run)
    }
    return
  }
  checkChoice(value, field, types.includes('null'), run)
  if (typeof value === 'number') checkNumber(value, field, run)
  else if (typeof value === 'string') checkText(value, field, run)
}

/** Most choices in a message. */
const mostListed = 20

function checkChoice(value: unknown, field: PayloadField, allowsNull: boolean, run: Run): void {
  if (field.choices === undefined) return
  const choices: readonly unknown[] = allowsNull ? [...field.choices, null] : field.choices
  charge(choices.length * cost.item)
  if (choices.includes(value)) return
  const listed = choices.slice(0, mostListed)
  charge(listed.length * cost.object)
  const others = choices.length > listed.length ? ` or ${choices.length - listed.length} others` : ''
  report(`one of ${listed.map(choice => JSON.stringify(choice)).join(', ')}${others}`, value, field, run)
}

function checkNumber(value: number, field: PayloadField, run: Run): void {
  // Strings such as `1e999` are converted to infinity, which JSON does not have.
  if (!Number.isFinite(value)) report('a finite number', value, field, run)
  if (!isNumeric(field)) return
  const { minimum, maximum } = field
  if (maximum !== undefined && value > maximum) report(`a number <= ${maximum}`, value, field, run)
  if (minimum !== undefined && value < minimum) report(`a number >= ${minimum}`, value, field, run)
}

function checkText(value: string, field: PayloadField, run: Run): void {
  const { minimum, maximum } = field
  if (!isNumeric(field) && (minimum ?? maximum) !== undefined) {
    // JSON Schema counts code points.
    charge(value.length * cost.kept)
    const { length } = [...value]
    if (maximum !== undefined && length > maximum) report(`at most ${characters(maximum)}`, value, field, run)
    if (minimum !== undefined && length < minimum) report(`at least ${characters(minimum)}`, value, field, run)
  }
  const format = findFormat(field)
  const isFormat = format === undefined ? undefined : run.formats[format]
  if (isFormat && !isFormat(value)) report(`a string of the format ${format}`, value, field, run)
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`
}

function isNumeric({ type }: PayloadField): boolean {
  return type === 'number' || type === 'integer'
}

function report(expected: string, value: unknown, field: PayloadField, run: Run): void {
  charge(cost.message + (typeof value === 'string' ? value.length : 0))
  run.problems.push(misfit(pointer('', ...run.path), field, expected, value))
}
