import { BudgetError, charge, manyKeys } from './budget.ts'
import * as cost from './cost.ts'
import { type Pointer, pointer } from './pointer.ts'

/** A value that JSON cannot represent, and its place. */
export interface Foreign {
  readonly at: Pointer
  /** A noun with its article: `a BigInt`. */
  readonly what: string
}

/**
 * True if JSON can represent all of a value: it contains no BigInt, function, symbol, NaN or infinity, and no `Map`, typed
 * array or other class whose contents JSON drops. A `Date` counts as its ISO time. A cycle throws a `RangeError`, and a
 * `toJSON` may throw anything. Pays for each part of the value and its characters, however often it is shared.
 */
export function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      return value === null || holdsJson(value)
    default:
      return false
  }
}

function holdsJson(value: object): boolean {
  if (Array.isArray(value)) {
    charge((1 + value.length) * cost.item)
    let characters = 0
    for (const item of value) {
      if (typeof item === 'string') characters += item.length
      else if (!isJson(item)) return false
    }
    charge(characters)
    return true
  }
  const members = value as Record<string, unknown>
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    if (foreignClass(value) !== undefined) return false
    if (typeof members.toJSON === 'function') return isJson(members.toJSON(''))
  }
  let [count, characters] = [0, 0]
  for (const key in members) {
    const member = members[key]
    count++
    // Most members are strings, and a call is slower than this test.
    if (typeof member === 'string') characters += member.length
    else if (!isJson(member)) return false
  }
  charge(cost.item + characters + count * (count > manyKeys ? cost.keyOfMany : cost.item))
  return true
}

/**
 * Finds the first value that JSON cannot represent. A value that overflows the stack is not searched.
 *
 * @throws BudgetError
 */
export function findForeign(value: unknown): Foreign | undefined {
  try {
    if (isJson(value)) return undefined
  } catch (error) {
    if (error instanceof BudgetError) throw error
    // A cycle, or a `toJSON` that throws: the search finds out which.
  }
  try {
    return find(value, [], new Set())
  } catch (error) {
    if (error instanceof BudgetError) throw error
    return undefined
  }
}

function find(value: unknown, path: string[], around: Set<object>): Foreign | undefined {
  const foreign = (what: string) => ({ at: pointer('', ...path), what })
  if (typeof value !== 'object' || value === null) return isJson(value) ? undefined : foreign(describe(value))
  if (around.has(value)) return foreign('a value that holds itself')
  const name = foreignClass(value)
  if (name !== undefined) return foreign(name)
  around.add(value)
  try {
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') return find(toJSON.call(value, ''), path, around)
    const keys = Object.keys(value)
    charge(cost.object + keys.length * cost.member)
    for (const key of keys) {
      path.push(key)
      const found = find((value as Record<string, unknown>)[key], path, around)
      if (found) return found
      path.pop()
    }
    return undefined
  } catch (error) {
    if (error instanceof RangeError || error instanceof BudgetError) throw error
    return foreign('an object that cannot be read')
  } finally {
    around.delete(value)
  }
}

/** Name of a class whose contents `JSON.stringify` drops; it writes most of them as `{}`. */
function foreignClass(value: object): string | undefined {
  if (Array.isArray(value)) return undefined
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (tag === 'Date') return Number.isNaN((value as Date).getTime()) ? 'an invalid Date' : undefined
  if (tag === 'Object' || isRecord(value)) return undefined
  return `${/^[AEIO]/.test(tag) ? 'an' : 'a'} ${tag}`
}

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function describe(value: unknown): string {
  if (typeof value === 'bigint') return 'a BigInt'
  return typeof value === 'number' ? String(value) : `a ${typeof value}`
}
