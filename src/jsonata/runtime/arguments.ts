import { isRecord } from './values.ts'

/** A single value as an array of it. */
export function listOf(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value]
}

/** Whether a value is an array of this type throughout. */
export function isListOf(value: unknown, type: 'string' | 'number' | 'object' | undefined): boolean {
  if (!Array.isArray(value)) return false
  if (type === undefined) return true
  if (type === 'object') return value.every(isRecord)
  for (const item of value) if (typeof item !== type) return false
  return true
}
