import { JsonataError } from './error.ts'
import type { Run } from './run.ts'
import { asSequence } from './sequence.ts'
import { isNumber } from './values.ts'

export type Arithmetic = '+' | '-' | '*' | '/' | '%'
export type Comparison = '<' | '<=' | '>' | '>='

/** Arithmetic of any two values: absent when one of them is. */
export function arithmetic(left: unknown, operator: Arithmetic, right: unknown): number | undefined {
  if (left !== undefined && !isNumber(left)) throw new JsonataError('T2001', { value: left })
  if (right !== undefined && !isNumber(right)) throw new JsonataError('T2002', { value: right })
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

export function negate(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (!isNumber(value)) throw new JsonataError('D1002', { value })
  return -value
}

const isComparable = (value: unknown) => value === undefined || typeof value === 'string' || typeof value === 'number'

/** A comparison of any two values: absent when one of them is. */
export function compare(left: unknown, operator: Comparison, right: unknown): boolean | undefined {
  if (!isComparable(left) || !isComparable(right)) {
    const value = left === undefined || !isComparable(left) ? left : right
    throw new JsonataError('T2010', { value })
  }
  if (left === undefined || right === undefined) return undefined
  if (typeof left !== typeof right) throw new JsonataError('T2009', { value: left, value2: right })
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

/** Whether a value is one of those of an array, or the other value itself. */
export function isIn(value: unknown, list: unknown): boolean {
  if (value === undefined || list === undefined) return false
  return Array.isArray(list) ? list.indexOf(value) !== -1 : list === value
}

const longestRange = 1e7

/** `[from..to]`. */
export function range(run: Run, from: unknown, to: unknown): unknown[] | undefined {
  if (from !== undefined && !Number.isInteger(from)) throw new JsonataError('T2003', { value: from })
  if (to !== undefined && !Number.isInteger(to)) throw new JsonataError('T2004', { value: to })
  if (from === undefined || to === undefined) return undefined
  const [first, end] = [from as number, to as number]
  if (first > end) return undefined
  const size = end - first + 1
  if (size > longestRange) throw new JsonataError('D2014', { value: size })
  run.checkLength(size)
  return asSequence(Array.from({ length: size }, (_, index) => first + index))
}

/** A value as `&` joins it: absent is empty, a function too, numbers have at most 15 digits. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || typeof value === 'function') return ''
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return String(value)
    if (!Number.isFinite(value)) throw new JsonataError('D3001', { value })
    return String(Number(value.toPrecision(15)))
  }
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  return value instanceof Date ? (value.toJSON() ?? '') : stringify(value)
}

/** JSON in which functions are empty strings and numbers have at most 15 digits. */
export function stringify(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, printable, indent)
  } catch (error) {
    // What JSON does not have: a BigInt, or an object inside of itself.
    if (error instanceof TypeError)
      throw new JsonataError('D3001', { message: 'a value that JSON does not have cannot become a string' })
    throw error
  }
}

function printable(_key: string, value: unknown): unknown {
  if (typeof value === 'function') return ''
  if (typeof value !== 'number' || !isNumber(value)) return value
  return Number.isInteger(value) ? value : Number(value.toPrecision(15))
}

/** The elements of `[ … ]`, with the items of those that are arrays and without those that are absent. */
export function flatList(elements: unknown[]): unknown[] {
  for (const element of elements) {
    if (element !== undefined && !Array.isArray(element)) continue
    const list: unknown[] = []
    for (const each of elements) append(list, each)
    return list
  }
  return elements
}

/** Adds the items of an element of `[ … ]` to those before it. */
export function append(list: unknown[], element: unknown): void {
  if (Array.isArray(element)) for (const item of element) list.push(item)
  else if (element !== undefined) list.push(element)
}
