import { charge, chargeComparison, cost, findForeign, manyKeys } from '../../value/index.ts'
import { JsonataError } from './error.ts'
import { D1002, D2014, D3001, T2001, T2002, T2003, T2004, T2009, T2010 } from './errorKinds.ts'
import { addItems } from './fields.ts'
import type { Run } from './run.ts'
import { asSequence } from './sequence.ts'
import { isNumber } from './values.ts'

export type Arithmetic = '+' | '-' | '*' | '/' | '%'
export type Comparison = '<' | '<=' | '>' | '>='

/** Arithmetic with any two values. The result is absent if either is. */
export function calculate(left: unknown, operator: Arithmetic, right: unknown): number | undefined {
  if (left !== undefined && !isNumber(left)) throw new JsonataError(T2001, { value: left })
  if (right !== undefined && !isNumber(right)) throw new JsonataError(T2002, { value: right })
  if (left === undefined || right === undefined) return undefined
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
  }
}

export function negateNumber(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (!isNumber(value)) throw new JsonataError(D1002, { value })
  return -value
}

const isComparable = (value: unknown) => value === undefined || typeof value === 'string' || typeof value === 'number'

/** Compares any two values. The result is absent if either is. */
export function compareValues(left: unknown, operator: Comparison, right: unknown): boolean | undefined {
  if (!isComparable(left) || !isComparable(right)) {
    const value = left === undefined || !isComparable(left) ? left : right
    throw new JsonataError(T2010, { value })
  }
  if (left === undefined || right === undefined) return undefined
  if (typeof left !== typeof right) throw new JsonataError(T2009, { value: left, value2: right })
  if (typeof left === 'string') chargeComparison(left, right as string)
  const [a, b] = [left as number, right as number]
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

/** True if a value is an item of an array, or equals the other value. */
export function isIn(value: unknown, list: unknown): boolean {
  if (value === undefined || list === undefined) return false
  if (!Array.isArray(list)) return isSameScalar(list, value)
  charge(list.length * (cost.item + (typeof value === 'string' ? value.length >> 3 : 0)))
  return list.indexOf(value) !== -1
}

function isSameScalar(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') chargeComparison(a, b)
  return a === b
}

const longestRange = 1e7

/** Implements `[from..to]`. */
export function numberRange(run: Run, from: unknown, to: unknown): unknown[] | undefined {
  if (from !== undefined && !Number.isInteger(from)) throw new JsonataError(T2003, { value: from })
  if (to !== undefined && !Number.isInteger(to)) throw new JsonataError(T2004, { value: to })
  if (from === undefined || to === undefined) return undefined
  const [first, end] = [from as number, to as number]
  if (first > end) return undefined
  const size = end - first + 1
  if (size > longestRange) throw new JsonataError(D2014, { value: size })
  run.checkLength(size)
  run.spend(size, cost.kept)
  return asSequence(Array.from({ length: size }, (_, index) => first + index))
}

/** Converts a value for `&`: absent values and functions are empty, numbers have at most 15 digits. */
export function operandText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || typeof value === 'function') return ''
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return String(value)
    if (!Number.isFinite(value)) throw new JsonataError(D3001, { value })
    charge(cost.number)
    const text = String(value)
    // With its point, it has at most 15 digits, which rounding would keep.
    return text.length <= 16 ? text : String(Number(value.toPrecision(15)))
  }
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return value instanceof Date ? (value.toJSON() ?? '') : stringify(value)
}

/** Prints JSON in which functions are empty strings and numbers have at most 15 digits. */
export function stringify(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, chargePrint(value, indent) ? undefined : printable, indent)
  } catch (error) {
    // JSON has neither BigInts nor circular objects, in which a walk overflows the stack.
    if (error instanceof TypeError || (error instanceof RangeError && findForeign(value)))
      throw new JsonataError(D3001, { message: 'a value that is not JSON cannot become a string' })
    throw error
  }
}

/**
 * Pays for a value that is printed, and for its indentation. True if JSON prints it as the language does, because it has
 * no functions, and no fractions, which may have more than 15 digits.
 */
function chargePrint(value: unknown, indent: number): boolean {
  return typeof value === 'object' && value !== null ? chargeParts(value, indent, indent) : isPlain(value)
}

function chargeParts(value: object, indent: number, margin: number): boolean {
  let areAllPlain = true
  let units: number = cost.item + margin
  if (Array.isArray(value)) {
    charge(value.length * (cost.item + margin))
    for (const item of value) {
      if (typeof item === 'string') units += item.length
      else if (typeof item === 'object' && item !== null) {
        if (!chargeParts(item, indent, margin + indent)) areAllPlain = false
      } else if (!isPlain(item)) areAllPlain = false
    }
  } else {
    let keys = 0
    for (const key in value) {
      const member: unknown = value[key as keyof object]
      keys++
      units += key.length + cost.item + margin
      if (typeof member === 'string') units += member.length
      else if (typeof member === 'object' && member !== null) {
        if (!chargeParts(member, indent, margin + indent)) areAllPlain = false
      } else if (!isPlain(member)) areAllPlain = false
    }
    if (keys > manyKeys) units += keys * cost.keyOfMany
  }
  charge(units)
  return areAllPlain
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number' ? Number.isInteger(value) : typeof value !== 'function') return true
  charge(2 * cost.number)
  return false
}

function printable(_key: string, value: unknown): unknown {
  if (typeof value === 'function') return ''
  if (typeof value !== 'number' || !isNumber(value)) return value
  return Number.isInteger(value) ? value : Number(value.toPrecision(15))
}

/** Elements of `[ … ]`: arrays are flattened, absent elements are dropped. */
export function flatList(elements: unknown[]): unknown[] {
  for (const element of elements) {
    if (element !== undefined && !Array.isArray(element)) continue
    const list: unknown[] = []
    for (const each of elements) appendElement(list, each)
    return list
  }
  return elements
}

/** Adds an element of `[ … ]`, flattening arrays. */
export function appendElement(list: unknown[], element: unknown): void {
  if (Array.isArray(element)) addItems(list, element)
  else if (element !== undefined) list.push(element)
}
