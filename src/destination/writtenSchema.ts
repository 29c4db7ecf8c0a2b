import { conditionsPattern } from './conditionsPattern.ts'
import { writtenTypes } from './fieldSchema.ts'
import type { Schema, Schemas } from './fits.ts'
import { definitionSchema } from './schema.ts'
import { condition, mapping, record, ref, scalar, shape, text } from './schemaParts.ts'

/** Members that every object of a file may have: `$ref`, and `$with` in templates. */
const shortForms: Schemas = {
  $ref: {
    ...text,
    description:
      'A part of this file, `#/fields/id`, or a standard one, `std#/email`. `!` after the name of a field means required.',
  },
  $with: { ...text, description: 'In a template: what the action gives to this hole.' },
}

/** A string in place of an object or list that is not a mapping is the name of a part. */
export const partName = '^(std)?#'

interface FileSchema extends Schema {
  readonly anyOf?: readonly FileSchema[]
  readonly allOf?: readonly FileSchema[]
}

/** A condition as it is written: an expression, its lines, a directive, true or false, but not the name of a part. */
const expression: FileSchema = {
  type: ['boolean', 'string', 'array', 'object'],
  pattern: '^(?!(std)?#)',
  minProperties: 1,
  items: { anyOf: [text, ref('shortForm')] } as FileSchema,
}

/** Adds the short forms to a schema of parts that are written out. */
function addShortForms(schema: Schema): FileSchema {
  const { type, items, properties, additionalProperties, required = [], then, else: otherwise, ...rest } = schema
  const types = [type ?? []].flat()
  const isScalar =
    schema.enum !== undefined || (types.length > 0 && !types.includes('object') && !types.includes('array'))
  if (isScalar) return { anyOf: [schema, ref('shortForm')], ...(rest.description && { description: rest.description }) }
  if (types.length === 0) {
    const isCondition = rest.contentMediaType === condition.contentMediaType
    return {
      ...rest,
      ...(isCondition && expression),
      ...(items && { items: addShortForms(items) }),
      ...branches(then, otherwise),
    }
  }
  const closed = properties !== undefined || additionalProperties !== undefined || types.includes('array')
  return {
    ...rest,
    type: [...new Set([...types, 'object', 'string'])],
    ...(!types.includes('string') && { pattern: partName }),
    ...(items && { items: addShortForms(items) }),
    ...(closed && { properties: { ...addToAll(properties ?? {}), ...shortForms } }),
    ...(closed && { additionalProperties: addToRest(additionalProperties, types) }),
    ...(required.length > 0 && { anyOf: [required, ['$ref'], ['$with']].map(keys => ({ required: keys })) }),
    ...branches(then, otherwise),
  }
}

const addToAll = (schemas: Schemas): Schemas =>
  Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, addShortForms(schema)]))

/** A list has no members of its own, apart from a short form in its place. */
function addToRest(rest: boolean | Schema | undefined, types: readonly string[]): boolean | Schema {
  if (typeof rest === 'object') return addShortForms(rest)
  return rest ?? types.includes('object')
}

const branches = (then: Schema | undefined, otherwise: Schema | undefined) => ({
  ...(then && { then: addShortForms(then) }),
  ...(otherwise && { else: addShortForms(otherwise) }),
})

const { action, ...parts } = definitionSchema.$defs as unknown as {
  readonly [name: string]: Schema
}

const { requests, ...members } = action!.properties!

const template = addShortForms(
  shape([], {
    ...members,
    // One request needs no list.
    requests: {
      type: ['array', 'object'],
      if: { type: 'array' },
      then: requests!,
      else: ref('request'),
      description: requests!.description!,
    },
  }),
)

const { field, setting, check, required } = addToAll(parts) as { readonly [name: string]: FileSchema }

const hasOneOf = (keys: readonly string[]) => keys.map(key => ({ required: [key] }))

const choice: FileSchema = { anyOf: [{ type: scalar }, ref('shortForm')] }

/** A table of choices: label to value. Keys like whole numbers would lose their order. */
const table: FileSchema = {
  minProperties: 1,
  propertyNames: { not: { pattern: '^((0|[1-9]\\d{0,9})$|@|\\$(?!(ref|with)$))' } },
  additionalProperties: choice,
  // One choice, and not a table of two.
  not: { type: 'object', required: ['label', 'value'], maxProperties: 2 },
}

const conditional: FileSchema = { ...required!, pattern: `${partName}|${conditionsPattern}` }

const withoutRequired = ({ anyOf: _, ...schema }: FileSchema): FileSchema => schema

/** `!` after a type, and a member that says it again or otherwise. */
const requiredTwice: FileSchema = {
  type: 'object',
  required: ['type', 'required'],
  properties: { type: { enum: writtenTypes.filter(type => type.endsWith('!')) } },
}

/** Adds the table of choices, and types with `!`, to the schema of a field or setting. */
const withShortParts = ({ properties = {}, ...schema }: FileSchema): FileSchema => {
  const { description = '' } = properties.type!
  const type: FileSchema = { description, anyOf: [{ enum: writtenTypes, description }, ref('shortForm')] }
  return {
    ...schema,
    not: requiredTwice,
    properties: { ...properties, type, choices: { ...properties.choices, ...table } },
  }
}
const orType = (schema: FileSchema) => ({
  anyOf: [schema, { enum: writtenTypes, description: 'The type of a field that has no other members.' }],
})
/** Other members may imply the type. */
const orImplied = (schema: FileSchema, implying: readonly string[]) =>
  orType({ ...schema, anyOf: hasOneOf(['type', ...implying, '$ref', '$with']) })

/** Members of a check that are its level and its message, and those that say one of them again. */
const twice: FileSchema[] = [
  { required: ['warning', 'skip'] },
  ...['warning', 'skip'].flatMap(level => ['level', 'message'].map(key => ({ required: [level, key] }))),
]

/** The level of a check may be the key of its message. */
const withLevels: FileSchema = {
  ...check!,
  anyOf: [...['message', 'warning', 'skip'].map(key => ({ required: ['when', key] })), ...hasOneOf(['$ref', '$with'])],
  not: { type: 'object', anyOf: twice } as FileSchema,
}

const { minItems, maxItems, items, description: ofAuth } = definitionSchema.$defs.auth

/** `null` removes a field or a check of the template. */
const orNull = (schema: FileSchema) => ({ anyOf: [schema, { type: 'null' }] })
const partsByName = (name: string) => ({
  type: ['object', 'string'],
  pattern: partName,
  properties: shortForms,
  additionalProperties: ref(name),
})

/**
 * JSON Schema of a definition as it is written, for editors: with references, templates and fragments. `callmap` checks
 * a definition once these are written out.
 */
export const writtenSchema = {
  ...definitionSchema,
  properties: {
    ...definitionSchema.properties,
    fields: { ...definitionSchema.properties.fields, additionalProperties: ref('field') },
    fragments: record(mapping, 'Pieces of mappings that several places share through $ref.'),
    templates: record(ref('template'), 'Parts of actions that several actions share through extends.'),
  },
  $defs: {
    ...addToAll(parts),
    required: conditional,
    check: withLevels,
    auth: {
      description: ofAuth,
      anyOf: [ref('credential'), { type: 'null' }, { type: 'array', minItems, maxItems, items }],
    },
    setting: orImplied(withShortParts(setting!), ['format', 'choices']),
    fieldMembers: withShortParts(withoutRequired(field!)),
    field: orImplied({ allOf: [ref('fieldMembers')] }, ['properties', 'format', 'choices']),
    shortForm: { ...shape([], shortForms), minProperties: 1 },
    action: {
      ...template,
      properties: {
        ...template.properties,
        fields: { description: 'The parts of the payload.' },
        checks: { description: 'Rules about a payload by name, or a list of them.' },
        extends: { ...text, description: 'The template that this action extends.' },
        with: { type: 'object', description: 'Values for the holes of the template.' },
      },
      anyOf: [['fields'], ['extends'], ['$ref']].map(keys => ({ required: keys })),
      if: { required: ['extends'] },
      // Fields and checks are merged with those of the template.
      then: { properties: { fields: partsByName('fieldPart'), checks: partsByName('checkPart') } },
      else: { properties: { fields: partsByName('field'), checks: template.properties!.checks! } },
    },
    fieldPart: orNull(orType(ref('fieldMembers'))),
    checkPart: orNull(ref('check')),
    template: {
      ...template,
      properties: {
        ...template.properties,
        with: { type: 'array', items: text, description: 'Names of the holes, `{ "$with": "name" }`.' },
      },
    },
  },
}
