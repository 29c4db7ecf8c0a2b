import { isObject, type Json, type JsonObject, own } from '../value/index.ts'

/** True for the value of a `$ref` to a part of the definition, or to a standard part. */
export function isReference(target: unknown): target is string {
  return typeof target === 'string' && (target.startsWith('#') || target.startsWith('std#'))
}

/** The name in `{ "$with": name }`; `undefined` for any other value. */
export function holeName(value: unknown): string | undefined {
  const name = isObject(value) ? own(value, '$with') : undefined
  return typeof name === 'string' ? name : undefined
}

/** Finds a part of a definition. */
export function find(root: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = root
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? own(value as JsonObject, key) : undefined
  }
  return value
}
