import type { Json } from '../value/index.ts'

/** A mapping in JSON: values and directives. */
export type MappingJson = Json
