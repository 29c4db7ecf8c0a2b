import uniqBy from 'lodash-es/uniqBy.js'
import { type FieldDefinition, textAt } from '../../destination/index.ts'
import type { Extra } from '../../diagnostics/index.ts'
import { type CallType, callSchemas } from '../../event/index.ts'
import { collectReads, type Mapping } from '../../mapping/index.ts'
import { pointer } from '../../value/index.ts'
import { admittedTypes } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule, RuleInput } from '../rule.ts'
import { createEvaluator, createFitCheck } from '../settle.ts'
import { templateMeant } from '../templateMeant.ts'

export const impossibleValue: Rule = {
  code: 'CM411',
  cost: 'Every event of the subscription fails.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { plan: { type: 'string', choices: ['free', 'pro'] } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"', mapping: { plan: 'premium' } }],
      },
      {
        actions: { send: { fields: { total: { type: 'number', default: { '@literal': 'a lot' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { name: { type: 'string', default: { '@path': '$.properties' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { data: { type: 'object', default: { '@template': '{{properties.address}}' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
    ],
    good: [
      {
        actions: {
          send: {
            fields: {
              total: { type: 'number', default: '12.5' },
              count: { type: 'integer', default: { '@path': '$.userId' } },
              all: { type: 'object', default: { '@path': '$.properties' } },
            },
          },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
    ],
  },
  check(subject, problems) {
    // A default has the same result in all subscriptions for the same calls.
    const distinct = uniqBy(mappedFields(subject), ({ subscription, mapping }) => {
      return `${admittedTypes(subscription.trigger)} ${mapping.at}`
    })
    for (const { subscription, key, field, mapping } of distinct) {
      if (field.type === 'object' && mapping.kind === 'directive' && mapping.applied.isText) {
        const message = `the field \`${key}\` can never hold this: expected an object, but \`${mapping.name}\` returns a string`
        problems.add('CM411', mapping.at, message, asPath(mapping, subject))
        continue
      }
      const reads = collectReads(mapping)
      const isConstant = reads.length === 0
      if (!isConstant && reads.some(({ path: [root, ...more] }) => root === '?' || more.length > 0)) continue
      const inputs = isConstant ? [{}] : admittedTypes(subscription.trigger).flatMap(samples)
      const run = createEvaluator(mapping)
      const fit = createFitCheck(key, isConstant ? field : typeOnly(field))
      const reasons = inputs.map(input => {
        const outcome = run(input)
        return 'failure' in outcome ? outcome.failure : fit(outcome.value)
      })
      const [reason] = reasons
      if (reason === undefined || reasons.includes(undefined)) continue
      problems.add('CM411', mapping.at, `the field \`${key}\` can never hold this: ${reason}`)
    }
  },
}

/** Suggests `@path` for a template that contains only the path of an object. */
function asPath(mapping: Mapping, { expanded }: RuleInput): Pick<Extra, 'help' | 'fix'> {
  const text = textAt(expanded, pointer(mapping.at, '@template'))
  const value = text === undefined ? undefined : templateMeant(text)
  if (value?.['@path'] === undefined) return {}
  const help = `write ${JSON.stringify(value, null, 1).replace(/\n */g, ' ')}`
  return { help, fix: { applicability: 'unsafe', edits: [{ at: mapping.at, value }] } }
}

const types = new Map<string, FieldDefinition>()

/**
 * Keeps the parts of a field's declaration by which a value of known type only can be judged. Equal declarations give
 * the same object.
 */
function typeOnly({ type, multiple = false, allowNull = false }: FieldDefinition): FieldDefinition {
  const key = `${type} ${multiple} ${allowNull}`
  const known = types.get(key) ?? { type, multiple, allowNull }
  types.set(key, known)
  return known
}

/** Strings that cover all conversions of a field, where any string is possible. */
const texts = ['text', '1', 'true']

/** Calls of a type with all fields present. */
function samples(type: CallType): object[] {
  const properties = Object.entries<{ readonly [keyword: string]: unknown }>(callSchemas[type].properties)
  return texts.map(text =>
    Object.fromEntries(
      properties.map(([key, schema]) => {
        if (schema.type === 'object') return [key, { key: text }]
        return [key, schema.format === 'date-time' ? '2026-03-01T10:00:00.000Z' : key === 'type' ? type : text]
      }),
    ),
  )
}
