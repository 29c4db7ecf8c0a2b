import { charge } from '../value/index.ts'

/** Conversions to the types that have any. `undefined`: the value has no such form. */
const conversions: { readonly [type: string]: (value: unknown) => unknown } = {
  string: value =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value === null ? '' : undefined,
  number: toNumber,
  integer: value => {
    const number = toNumber(value)
    return number === undefined || Number.isInteger(number) || !Number.isFinite(number) ? number : undefined
  },
  boolean: value => {
    if (value === 'false' || value === 0 || value === null) return false
    return value === 'true' || value === 1 ? true : undefined
  },
  null: value => (value === '' || value === 0 || value === false ? null : undefined),
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'string') charge(value.length)
  const isRead = typeof value === 'boolean' || value === null || (typeof value === 'string' && value !== '')
  const number = isRead ? Number(value) : Number.NaN
  return Number.isNaN(number) ? undefined : number
}

/** True if a value has a type of JSON Schema. */
export function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}

/**
 * Converts a value to the first type that it has a form of. `converted` is `undefined` if no type takes it. A list of one is
 * read as its `item`, but as no object; if there are several types, the item has to be converted, as in Ajv.
 */
export function convert(value: unknown, types: readonly string[]): { item: unknown; converted: unknown } {
  const [first = ''] = types
  const isSingle = types.length === 1
  const isItem = Array.isArray(value) && value.length === 1 && !(isSingle && first === 'object')
  const item = isItem ? value[0] : value
  if (isSingle && isItem && hasType(item, first)) return { item, converted: item }
  for (const type of types) {
    const converted = conversions[type]?.(item)
    if (converted !== undefined) return { item, converted }
  }
  return { item, converted: undefined }
}
