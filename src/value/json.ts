/** Any JSON value. Inputs are `readonly` throughout: callmap never writes to what it is given. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** Kind of a value, as messages name it. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'absent'

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `isObject` for values that may not be JSON: a `Date`, a `Map` and the like are not objects here. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || toClassString.call(value) === '[object Object]'
}

const toClassString = Object.prototype.toString

export function findKind(value: unknown): Kind {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'object' || type === 'boolean' || type === 'number' || type === 'string' ? type : 'object'
}

/** A kind with its article, for messages: `an object`, `a string`, `null`. */
export function describeKind(value: unknown): string {
  const kind = findKind(value)
  if (kind === 'null' || kind === 'absent') return kind
  return withArticle(kind)
}

/** `a string`, `an object` */
export function withArticle(noun: string): string {
  return /^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`
}

/** Reads an own property. Authors' words are looked up with this, because `in` and a bare read see the prototype. */
export function own<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
