import { built, charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D2015 } from '../runtime/errorKinds.ts'
import { operandText, stringify } from '../runtime/operators.ts'
import { isNumber, truthy } from '../runtime/values.ts'
import { length, substring } from './strings.ts'

/** Functions of the language that convert and check values. */

export function string(value: unknown, pretty?: boolean): string | undefined {
  if (value === undefined) return undefined
  const isJson = typeof value === 'object' && !(value instanceof Date)
  return built(isJson ? stringify(value, pretty ? 2 : 0) : operandText(value))
}

export function boolean(value: unknown): boolean | undefined {
  return value === undefined ? undefined : truthy(value)
}

export function not(value: unknown): boolean | undefined {
  return value === undefined ? undefined : !truthy(value)
}

export function exists(value: unknown): boolean {
  return value !== undefined
}

/** A deep copy, which a transform may change. */
export function clone(value: unknown): unknown {
  if (value === undefined) return undefined
  const text = stringify(value)
  charge(text.length * cost.parsedCharacter)
  return JSON.parse(text)
}

const longestPadding = 10_000_000

export function pad(value: string | undefined, width: number, filler?: string): string | undefined {
  if (value === undefined) return undefined
  const fill = filler === undefined || filler === '' ? ' ' : filler
  const size = Math.trunc(width)
  const missing = Math.abs(size) - length(value)!
  if (!(missing > 0)) return value
  if (missing > longestPadding) throw new JsonataError(D2015, { value: missing })
  charge(missing * cost.caseCharacter)
  const period = length(fill)!
  const whole = Math.floor(missing / period)
  const padding = fill.repeat(whole) + substring(fill, 0, missing - whole * period)!
  return built(size > 0 ? value + padding : padding + value)
}

export function join(list: readonly string[] | undefined, separator?: string): string | undefined {
  if (list === undefined) return undefined
  let units = list.length * (cost.item + cost.kept + (separator?.length ?? 0))
  for (const item of list) units += item.length
  charge(units)
  return list.join(separator ?? '')
}

/** Names the type of a value. NaN is an object, as in the package. */
export function type(value: unknown): string | undefined {
  const type = typeof value
  if (type === 'object') return value === null ? 'null' : Array.isArray(value) ? 'array' : type
  if (type === 'undefined') return undefined
  return type === 'number' && !isNumber(value) ? 'object' : type
}

export function error(message?: string): never {
  throw new JsonataError('D3137', { message: message || '$error() function evaluated' })
}

export function assert(condition: unknown, message?: string): undefined {
  if (!condition) throw new JsonataError('D3141', { message: message || '$assert() statement failed' })
}
