import { type Json, pointer } from '../../value/index.ts'
import type { Rule, RuleExample } from '../rule.ts'
import { walk } from '../walk.ts'

const plan = { '@path': '$.traits.plan' }

function example(mapping: object): RuleExample {
  const note = { type: 'string', allowNull: true, default: mapping as { [key: string]: Json } } as const
  return {
    actions: { send: { fields: { note } } },
    subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
  }
}

export const nullInCoalesce: Rule = {
  code: 'CM816',
  cost: 'The value is absent where `null` was meant.',
  examples: {
    bad: [
      example({ '@coalesce': [plan, null] }),
      example({ '@coalesce': [plan, null, { '@path': '$.userId' }] }),
      example({ '@if': { exists: { '@path': '$.userId' }, then: { '@coalesce': [plan, null] } } }),
    ],
    good: [
      example({ '@coalesce': [plan, 'none'] }),
      example({ '@if': { exists: plan, then: plan, else: null } }),
      example({ '@json': { mode: 'encode', value: { '@literal': { '@coalesce': ['a', null] } } } }),
    ],
  },
  check({ destination }, problems) {
    for (const [at, part] of walk(destination.definition as unknown as Json)) {
      if (!at.endsWith('/@coalesce') || !Array.isArray(part) || at.includes('/@literal/')) continue
      for (const [index, value] of part.entries()) {
        if (value !== null) continue
        const place = pointer(at, index)
        const help = 'remove it; for `null` in place of an absent value, use `@if` with `"else": null`'
        const fix = { applicability: 'unsafe', edits: [{ at: place, value: undefined }] } as const
        const message = '`@coalesce` never takes `null`: without another value it is absent'
        problems.add('CM816', place, message, { help, ...(part.length > 1 && { fix }) })
      }
    }
  },
}
