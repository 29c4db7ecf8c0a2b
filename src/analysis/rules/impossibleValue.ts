import type { FieldDefinition } from '../../destination/index.ts'
import { type CallType, callSchemas } from '../../event/index.ts'
import { readsOf } from '../../mapping/index.ts'
import { admittedTypes } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'
import { fitOf, outcomeOf } from '../settle.ts'

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
    for (const { subscription, key, field, mapping } of mappedFields(subject)) {
      const reads = readsOf(mapping)
      const isConstant = reads.length === 0
      if (!isConstant && reads.some(({ path: [root, ...more] }) => root === '?' || more.length > 0)) continue
      const inputs = isConstant ? [{}] : admittedTypes(subscription.trigger).flatMap(samples)
      const run = outcomeOf(mapping)
      const fit = fitOf(key, isConstant ? field : typeOnly(field))
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

const types = new Map<string, FieldDefinition>()

/** Of a field whose value is only known by its type, what that is enough to judge by; one object for all alike. */
function typeOnly({ type, multiple = false, allowNull = false }: FieldDefinition): FieldDefinition {
  const key = `${type} ${multiple} ${allowNull}`
  const known = types.get(key) ?? { type, multiple, allowNull }
  types.set(key, known)
  return known
}

/** Texts that are converted to what a field wants, where any text can be. */
const texts = ['text', '1', 'true']

/** Calls of a type whose every field is there. */
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
