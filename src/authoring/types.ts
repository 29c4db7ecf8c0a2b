import { actionsOf } from '../analysis/index.ts'
import type { Definition, FieldDefinition, SubscriptionDefinition } from '../destination/index.ts'
import type { Json } from '../value/index.ts'

export interface TypesOptions {
  /** Replace the definition's own subscriptions. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
}

/**
 * Prints the TypeScript types of a destination's payloads, by action, and of its subscription names.
 *
 * @example
 * printTypes(definition)
 * // export interface DemoActions {
 * //   /** Track event *\/
 * //   trackEvent: {
 * //     name: string
 * //     data?: Record<string, unknown>
 * //   }
 * // }
 * // export type DemoSubscription = 'orders' | 'signups'
 */
export function printTypes(
  definition: Definition,
  { subscriptions = definition.subscriptions ?? [] }: TypesOptions = {},
): string {
  const name = pascalCase(definition.slug)
  const actions = [...actionsOf(definition)].map(([key, { title, fields }]) => {
    const comment = title === undefined ? '' : `  /** ${title.replace(/\*\//g, '*\\/').replace(/\s+/g, ' ')} */\n`
    return `${comment}  ${printKey(key)}: ${printFields(fields, '  ')}`
  })
  const names = [...new Set(subscriptions.map(({ name, action }) => name ?? action))]
  const union = names.length === 0 ? ' never' : names.map(name => `\n  | ${printLiteral(name)}`).join('')
  return `export interface ${name}Actions {\n${actions.join('\n')}\n}\n\nexport type ${name}Subscription =${union}\n`
}

function printFields(fields: { readonly [key: string]: FieldDefinition }, indent: string): string {
  const members = Object.entries(fields).map(([key, field]) => {
    const optional = field.required === true ? '' : '?'
    return `${indent}  ${printKey(key)}${optional}: ${printField(field, `${indent}  `)}\n`
  })
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('')}${indent}}`
}

function printField(field: FieldDefinition, indent: string): string {
  const type = printType(field, indent)
  if (field.multiple) return type.includes(' | ') && !type.startsWith('{') ? `(${type})[]` : `${type}[]`
  return field.allowNull ? `${type} | null` : type
}

function printType({ type, choices, properties, additionalProperties }: FieldDefinition, indent: string): string {
  if (choices !== undefined && choices.length > 0) {
    return choices.map(choice => printLiteral(typeof choice === 'object' ? choice.value : choice)).join(' | ')
  }
  switch (type) {
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'datetime':
      return 'string | number'
    case 'object': {
      if (properties === undefined) return 'Record<string, unknown>'
      const known = printFields(properties, indent)
      return additionalProperties ? `${known} & Record<string, unknown>` : known
    }
    default:
      return 'string'
  }
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printLiteral(key)
}

function printLiteral(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** `own-api` becomes `OwnApi`. */
function pascalCase(slug: string): string {
  const name = slug
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
  return /^\d/.test(name) ? `_${name}` : name
}
