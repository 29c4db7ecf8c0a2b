import { built, charge, cost } from '../value/index.ts'
import { MappingError } from './mappingError.ts'

/** Maximum depth of a list that is converted to a string. */
const maxDepth = 500

/** Converts a value to a string as JavaScript does, but `null` and absent values to the empty string. */
export function toText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toJSON() ?? ''
  if (!Array.isArray(value)) return '[object Object]'
  if (depth === maxDepth) throw new MappingError('CM906', 'a list is nested too deep to become a string')
  charge(value.length * cost.object)
  return built(value.map(item => toText(item, depth + 1)).join(','))
}
