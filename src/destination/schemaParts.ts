import type { Schema, Schemas } from './fits.ts'

/** Parts of the JSON Schema of a definition. */
export const mapping = { description: 'A mapping: JSON with directives such as { "@path": "$.userId" }.' }
/** A mapping that is true or false. In a file, a string is an expression. */
export const condition = { ...mapping, contentMediaType: 'application/jsonata' }
/** A mapping that is never a constant. In a file, a string that begins with `$.` is a path. */
export const pathMapping = { ...mapping, contentMediaType: 'application/path' }
/** A list of such mappings, or one of them. */
export const pathsMapping = { ...pathMapping, items: pathMapping }
/** A mapping of an event. In a file, a list of paths is the first that has a value. */
export const eventMapping = { ...mapping, contentMediaType: 'application/paths' }
/** A mapping of a URL. In a file, a string is a path, or a template if it has `{{`. */
export const urlMapping = { ...mapping, contentMediaType: 'application/template' }
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
