import { lineage, resolveActions } from '../analysis/index.ts'
import {
  type Definition,
  expandSettings,
  type FieldDefinition,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { directives } from '../mapping/index.ts'
import { type Json, type JsonObject, printPath } from '../value/index.ts'

/** A destination of a mappings file, with the subscriptions of that file. */
export interface UsedDestination {
  readonly destination: string
  readonly definition: Definition
  readonly subscriptions?: readonly SubscriptionDefinition[]
}

/** `@fields` is for mappings of a payload, and those of subscriptions read an event. */
const usable = [...directives.values()].filter(directive => 'parse' in directive)

/**
 * JSON Schema of the mappings files of one project, for editors: names of actions, fields and settings for each
 * destination, directives, and the event paths in use. It only suggests; `callmap check` decides.
 */
export function projectSchema(uses: readonly UsedDestination[]): JsonObject {
  const paths = uses.flatMap(({ definition, subscriptions }) =>
    lineage(definition, subscriptions ? { subscriptions } : {}).map(({ from }) => `$.${printPath(from)}`),
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Mappings files of this project',
    type: 'object',
    required: ['destination'],
    properties: { destination: { anyOf: [{ enum: unique(uses.map(use => use.destination)) }, { type: 'string' }] } },
    allOf: uses.map(({ destination, definition }) => ({
      if: { properties: { destination: { const: destination } }, required: ['destination'] },
      then: { properties: listProperties(definition) },
    })),
    $defs: {
      mapping: {
        properties: {
          ...Object.fromEntries(usable.map(({ name, summary }) => [name, { description: summary }])),
          '@path': {
            description: directives.get('@path')!.summary,
            anyOf: [{ enum: unique(paths).toSorted() }, {}],
          },
        },
        additionalProperties: { $ref: '#/$defs/mapping' },
        items: { $ref: '#/$defs/mapping' },
      },
    },
  }
}

function listProperties(definition: Definition): JsonObject {
  const actions = [...resolveActions(definition)]
  const settings = Object.entries(expandSettings(definition)).map(([key, { label, description }]) => [
    key,
    { description: description ?? label ?? key },
  ])
  return {
    settings: { type: 'object', properties: Object.fromEntries(settings) },
    subscriptions: {
      type: 'array',
      items: {
        properties: { action: { enum: actions.map(([key]) => key) } },
        allOf: actions.map(([key, { fields }]) => ({
          if: { properties: { action: { const: key } }, required: ['action'] },
          then: { properties: { mapping: fieldsSchema(fields), overrides: fieldsSchema(fields) } },
        })),
      },
    },
  }
}

function fieldsSchema(fields: { readonly [key: string]: FieldDefinition }): JsonObject {
  const properties = Object.entries(fields).map(([key, { label, description, type, required }]) => {
    const text = description ?? label ?? key
    return [
      key,
      { allOf: [{ $ref: '#/$defs/mapping' }], description: `${type}${required === true ? ', required' : ''}: ${text}` },
    ]
  })
  return { type: 'object', properties: Object.fromEntries(properties) as Record<string, Json> }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
