import { writtenTypes } from './fieldSchema.ts'
import type { Schema } from './fits.ts'
import { isPartName, memberSchema, schemaName } from './partNames.ts'
import { condition, eventMapping, urlMapping } from './schemaParts.ts'

/** Keys of the objects that strings and lists of lines are short for. */
export type TextKey = 'type' | 'conditions' | '@jsonata' | '@template' | '@path'

/**
 * Returns the key of the object that a string is short for: the name of a type in place of a field or setting,
 * `{ "type": … }`; conditions in place of `required`, `{ "conditions": … }`; an expression in place of a condition,
 * `{ "@jsonata": … }`; a template in place of a URL, `{ "@template": … }`; and a path in place of a mapping that is never
 * a constant, `{ "@path": … }`.
 */
export function keyForText(value: unknown, schema: Schema | undefined): TextKey | undefined {
  if (schema === undefined) return undefined
  if (schema.contentMediaType !== undefined) return directiveForText(value, schema)
  const name = schemaName(schema)
  if (name === 'required') return typeof value === 'string' && !isPartName(value) ? 'conditions' : undefined
  return (name === 'field' || name === 'setting') && types.has(value) ? 'type' : undefined
}

function directiveForText(value: unknown, { contentMediaType }: Schema): TextKey | undefined {
  if (contentMediaType === condition.contentMediaType)
    return isText(value) && !isPartName(value) ? '@jsonata' : undefined
  if (typeof value !== 'string') return undefined
  const isUrl = contentMediaType === urlMapping.contentMediaType
  return isUrl && value.includes('{{') ? '@template' : isPathText(value) ? '@path' : undefined
}

/** True for the place of a mapping that a list of paths may be short for. */
export function takesPaths(schema: Schema | undefined): boolean {
  return schema?.contentMediaType === eventMapping.contentMediaType
}

/** True for a path of an event, or a list of paths, in place of a mapping. */
export function isPathText(value: unknown): value is string | readonly string[] {
  if (Array.isArray(value)) return value.length > 0 && value.every(item => typeof item === 'string' && isPathText(item))
  return typeof value === 'string' && value.startsWith('$.')
}

/** True for a member that is a scalar, and short for nothing else. */
export function isPlain(value: unknown, schema: Schema | undefined, key: string): boolean {
  if (typeof value !== 'string') return typeof value !== 'object' || value === null
  return !isPartName(value) && keyForText(value, memberSchema(schema, key)) === undefined
}

/** True for a string or a list, which is one of lines. */
const isText = (value: unknown) => typeof value === 'string' || Array.isArray(value)

const types: ReadonlySet<unknown> = new Set(writtenTypes)
