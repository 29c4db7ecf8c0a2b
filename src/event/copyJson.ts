import { defineKey } from '../code/index.ts'
import type { JsonObject } from '../value/index.ts'

/** Maximum number of values in one call; a shared value counts at each of its places. */
const mostValues = 1_000_000

/** Reason why a value cannot be copied: the keys to the invalid part, and a predicate about it. */
export class NotJson {
  readonly keys: readonly string[]
  readonly reason: string

  constructor(keys: readonly string[], reason: string) {
    this.keys = keys
    this.reason = reason
  }
}

/** An object or array that is being copied. A finished copy is shared by all places of the original. */
interface Frame {
  readonly source: { readonly [key: string]: unknown }
  readonly copy: object
  /** Absent for an array. */
  readonly keys: readonly string[] | undefined
  readonly length: number
  next: number
  /** Number of values in it, itself included. */
  size: number
  isDone: boolean
}

/**
 * Copies an object as `JSON.stringify` would write it: own enumerable properties without `undefined`, each read once; a
 * `Date` becomes its ISO 8601 string. A value that JSON does not have, an object inside itself and more than `mostValues`
 * values give a `NotJson`. Not recursive, because a call may be nested deeper than the stack.
 */
export function copyJson(root: JsonObject): JsonObject | NotJson {
  const frames = new Map<object, Frame>()
  const stack: Frame[] = []
  let values = 1
  const open = (source: object): Frame => {
    const keys = Array.isArray(source) ? undefined : Object.keys(source)
    const frame: Frame = {
      source: source as Frame['source'],
      copy: keys ? {} : [],
      keys,
      length: keys ? keys.length : (source as readonly unknown[]).length,
      next: 0,
      size: 1,
      isDone: false,
    }
    frames.set(source, frame)
    stack.push(frame)
    return frame
  }
  const notJson = (reason: string) => new NotJson(stack.map(lastKey), reason)

  const { copy } = open(root)
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (frame.next === frame.length) {
      frame.isDone = true
      stack.pop()
      const parent = stack.at(-1)
      if (parent !== undefined) parent.size += frame.size
      continue
    }
    const key = frame.keys?.[frame.next] ?? String(frame.next)
    const value = frame.source[key]
    frame.next++
    values++
    if (values > mostValues) return tooLarge
    const foreign = foreignClass(value)
    if (foreign !== undefined) return notJson(`is of the type ${foreign}, which JSON does not have`)
    if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      const known = frames.get(value)
      if (known !== undefined && !known.isDone) return notJson('is an object inside itself')
      put(frame, key, (known ?? open(value)).copy)
      if (known !== undefined) {
        frame.size += known.size
        values += known.size - 1
      }
    } else {
      frame.size++
      if (value instanceof Date) put(frame, key, value.toISOString())
      else if (value !== undefined) put(frame, key, value)
      else if (frame.keys === undefined) put(frame, key, null)
    }
  }
  return values > mostValues ? tooLarge : (copy as JsonObject)
}

const tooLarge = new NotJson([], 'has more than a million values')

/** Key of the value that was read last. */
function lastKey({ keys, next }: Frame): string {
  return keys?.[next - 1] ?? String(next - 1)
}

function put({ copy }: Frame, key: string, value: unknown): void {
  if (Array.isArray(copy)) copy.push(value)
  else defineKey(copy, key, value)
}

/** Type of a value that JSON does not have, or whose contents it drops: a `Map`, a typed array. */
function foreignClass(value: unknown): string | undefined {
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return typeof value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return undefined
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid Date' : undefined
  const name = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return name === 'Object' ? undefined : name
}
