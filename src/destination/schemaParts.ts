import type { Schema, Schemas } from './fits.ts'

/** Parts of the JSON Schema of a definition. */
export const mapping = { description: 'A mapping: JSON with directives such as { "@path": "$.userId" }.' }
/** A mapping that is true or false. In a file, a string is an expression. */
export const condition = { ...mapping, contentMediaType: 'application/jsonata' }
/** A mapping of an event. In a file, a string that begins with `$.` is a path, and a list of such strings the first of them. */
export const eventMapping = { ...mapping, contentMediaType: 'application/path' }
export const text = { type: 'string' }
export const scalar = ['string', 'number', 'boolean']
export const record = (value: Schema, description: string) => ({
  type: 'object',
  description,
  // A directive would be read as a name.
  propertyNames: { not: { pattern: '^@' } },
  additionalProperties: value,
})
export const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
export const shape = (required: readonly string[], properties: Schemas) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})
