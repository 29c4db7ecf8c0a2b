import { MappingError } from './mappingError.ts'

/** As deep as a list is written out as text. */
const maxDepth = 500

/** A value as a template shows it: what JavaScript makes of it, except that what is absent or null is empty. */
export function toText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toJSON() ?? ''
  if (!Array.isArray(value)) return '[object Object]'
  if (depth === maxDepth) throw new MappingError('CM906', 'a list is nested too deep to be written as text')
  return value.map(item => toText(item, depth + 1)).join(',')
}
