import { fieldTypes } from './fieldSchema.ts'
import type { Schema } from './fits.ts'
import { isPartName, memberSchema, partKind } from './partNames.ts'

/**
 * Returns the key of the object that a string is short for: the name of a type in place of a field or setting,
 * `{ "type": … }`, and an expression in place of a condition, `{ "@jsonata": … }`.
 */
export function keyForText(value: unknown, schema: Schema | undefined): 'type' | '@jsonata' | undefined {
  if (schema === undefined) return undefined
  if (schema.contentMediaType !== undefined) return isText(value) && !isPartName(value) ? '@jsonata' : undefined
  const kind = partKind(schema)
  return (kind === 'field' || kind === 'setting') && types.has(value) ? 'type' : undefined
}

/** True for a member that is a scalar, and short for nothing else. */
export function isPlain(value: unknown, schema: Schema | undefined, key: string): boolean {
  if (typeof value !== 'string') return typeof value !== 'object' || value === null
  return !isPartName(value) && keyForText(value, memberSchema(schema, key)) === undefined
}

/** True for a string or a list, which is one of lines. */
const isText = (value: unknown) => typeof value === 'string' || Array.isArray(value)

const types: ReadonlySet<unknown> = new Set(fieldTypes)
