import { partName } from '../../destination/index.ts'
import type { Directive } from '../../mapping/index.ts'
import { isObject, type Json, type JsonObject, type Path } from '../../value/index.ts'
import type { Entry, ValueForm } from '../entry.ts'
import type { TextLanguage } from '../languages/language.ts'
import { valueEntry } from '../names/definitions.ts'
import type { Shape } from './shape.ts'

/** A JSON Schema with the keywords that tell an editor something. */
type SchemaJson = JsonObject

interface SchemaFile {
  readonly root: SchemaJson
  /** Shapes that replace those of the schema, by place. */
  readonly special: (place: Path) => Shape | undefined
  /** The shape of a place where the schema takes any value. `text` is the language of a string there. */
  readonly free: (place: Path, text: Directive['language']) => Shape | undefined
  /** Keys that the file itself names, for a place. */
  readonly keys?: (place: Path) => readonly Entry[]
  /** Names of parts, for places where the schema takes one. */
  readonly parts?: (place: Path) => readonly Entry[]
  /** The language of a string at a place that the schema describes. */
  readonly language?: (place: Path) => TextLanguage | undefined
}

/** The shape of files with a JSON Schema. */
export function schemaShape(file: SchemaFile): Shape {
  return shapeOf([file.root], [], file)
}

function shapeOf(schemas: readonly SchemaJson[], place: Path, file: SchemaFile): Shape {
  const known = schemas.flatMap(schema => flatten(schema, file.root))
  if (known.length > 0 && known.every(isFree)) return file.free(place, findLanguage(known)) ?? {}
  return {
    keys: () => [...(file.keys?.(place) ?? []), ...listKeys(known, file.root)],
    language: file.language?.(place),
    values: () => [...known.flatMap(listValues), ...(known.some(takesName) ? (file.parts?.(place) ?? []) : [])],
    child(key) {
      const inner = [...place, key]
      return (
        file.special(inner) ??
        shapeOf(
          known.flatMap(schema => findChild(schema, key)),
          inner,
          file,
        )
      )
    },
  }
}

/** Lists the schemas that a value may follow. */
function flatten(schema: Json | undefined, root: SchemaJson, depth = 0): SchemaJson[] {
  if (!isObject(schema) || depth > 10) return []
  const { $ref, anyOf, oneOf, allOf, then, else: otherwise } = schema
  const target = typeof $ref === 'string' ? (root.$defs as SchemaJson)[$ref.replace('#/$defs/', '')] : undefined
  const parts = [target, anyOf, oneOf, allOf, then, otherwise].flat() as (Json | undefined)[]
  return [...($ref === undefined ? [schema] : []), ...parts.flatMap(part => flatten(part, root, depth + 1))]
}

const narrowing = [
  'type',
  'enum',
  'const',
  'properties',
  'items',
  'anyOf',
  'if',
  'required',
  'not',
  'additionalProperties',
]

function isFree(schema: SchemaJson): boolean {
  return schema.contentMediaType !== undefined || narrowing.every(key => schema[key] === undefined)
}

/** The language of a string in place of a mapping, from its media type: `application/jsonata`. */
function findLanguage(schemas: readonly SchemaJson[]): Directive['language'] {
  const media = schemas.map(({ contentMediaType }) => contentMediaType).find(one => typeof one === 'string')
  return media?.replace(/^application\/|s$/g, '') as Directive['language']
}

const takesName = ({ pattern }: SchemaJson) => pattern === partName

function listKeys(schemas: readonly SchemaJson[], root: SchemaJson): Entry[] {
  const found = new Map<string, Entry>()
  for (const { properties, required } of schemas) {
    if (!isObject(properties)) continue
    for (const [name, schema] of Object.entries(properties)) {
      const inner = flatten(schema, root)
      const described = [schema, ...inner].find(one => isObject(one) && typeof one.description === 'string')
      const isRequired = Array.isArray(required) && required.includes(name)
      const text = (described as { description?: string } | undefined)?.description
      const before = found.get(name)
      found.set(name, {
        name,
        kind: 'key',
        text: before?.text ?? text,
        detail: before?.detail ?? (isRequired ? 'required' : undefined),
        form: chooseForm(inner),
      })
    }
  }
  return [...found.values()]
}

function chooseForm(schemas: readonly SchemaJson[]): ValueForm | undefined {
  const types = new Set(schemas.flatMap(listTypes))
  if (types.has('array')) return types.size === 1 ? 'list' : undefined
  if (types.has('string')) return types.size <= 2 ? 'string' : undefined
  return types.has('object') ? 'object' : undefined
}

/** Lists the types of a value, without the string that is the name of a part. */
function listTypes(schema: SchemaJson): string[] {
  const types = [schema.enum ? 'string' : (schema.type ?? [])].flat() as string[]
  return takesName(schema) ? types.filter(type => type !== 'string') : types
}

function listValues({ enum: choices, const: constant, type, description }: SchemaJson): Entry[] {
  const text = typeof description === 'string' ? description : undefined
  if (Array.isArray(choices)) return choices.map(value => valueEntry(value as Json, text))
  if (constant !== undefined) return [valueEntry(constant, text)]
  return [type].flat().includes('boolean') ? [true, false].map(value => valueEntry(value, text)) : []
}

function findChild({ properties, additionalProperties, items }: SchemaJson, key: string): SchemaJson[] {
  const named = isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
  const found = named ?? (isObject(additionalProperties) ? additionalProperties : undefined)
  const item = /^\d+$/.test(key) && isObject(items) ? [items] : []
  return [...(isObject(found) ? [found] : []), ...item]
}
