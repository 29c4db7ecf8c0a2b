import escapeRegExp from 'lodash-es/escapeRegExp.js'
import type { Json } from '../../value/index.ts'
import { isObject } from '../../value/index.ts'
import type { Recording } from './path.ts'

export function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (!isObject(value)) return value
  const kept: Record<string, unknown> = {}
  for (const key of Object.keys(value)) if (value[key] !== undefined) kept[key] = withoutAbsent(value[key])
  return kept
}

/** True for values that loosely equal the empty string. */
export function isBlank(value: unknown): boolean {
  return value === 0 || value === false || String(value) === ''
}

export function replaceText(
  value: string,
  pattern: string,
  replacement: string,
  [isGlobal, ignoresCase]: readonly (Json | undefined)[],
  { notes }: Recording,
): string {
  if (pattern.length > 10) throw new Error('a pattern has more than 10 characters')
  if (replacement.length > 10) throw new Error('a replacement has more than 10 characters')
  const expression = new RegExp(escapeRegExp(pattern), `${isGlobal ? 'g' : ''}${ignoresCase ? 'i' : ''}`)
  const result = value.replace(expression, replacement)
  if (result !== value.replace(expression, () => replacement)) notes.add('`$` in a replacement is special')
  return result
}

export function flattenEntries(value: unknown, prefix: string, glue: string, keepsLists: boolean): [string, unknown][] {
  if (!isObject(value) && (keepsLists || !Array.isArray(value))) return [[prefix, value]]
  return Object.entries(value).flatMap(([key, member]) =>
    flattenEntries(member, prefix === '' ? key : prefix + glue + key, glue, keepsLists),
  )
}

export function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(value)) result[key] = value[key] === null ? undefined : withoutNulls(value[key])
  return result
}
