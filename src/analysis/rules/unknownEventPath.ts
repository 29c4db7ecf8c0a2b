import { spansOfWord } from '../../destination/index.ts'
import { near } from '../../diagnostics/index.ts'
import { readsOf } from '../../mapping/index.ts'
import { roots } from '../../trigger/index.ts'
import { printPath } from '../../value/index.ts'
import { isKnown, isStray } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'

export const unknownEventPath: Rule = {
  code: 'CM301',
  cost: 'The value is absent from everything that is sent, and nothing says so.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userID' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { note: { type: 'string', default: { '@template': 'by {{trait.name}}' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: { send: { fields: { total: { type: 'number', default: { '@jsonata': '$sum(propertys.price)' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: { send: { fields: { email: { type: 'string', default: { '@path': '$.email' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
    good: [
      {
        actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        actions: {
          send: {
            fields: {
              email: {
                type: 'string',
                default: { '@coalesce': [{ '@path': '$.traits.email' }, { '@path': '$.email' }] },
              },
            },
          },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
  },
  check(subject, problems) {
    for (const { key, field, mapping } of mappedFields(subject)) {
      const reads = readsOf(mapping)
      const fallsBack = reads.some(({ path }) => isKnown(path))
      for (const { path, at } of reads) {
        if (isKnown(path) || (fallsBack && isStray(path))) continue
        const { help, meant } = near(path[0]!, roots)
        const [span] = spansOfWord(subject.written, at, path[0]!)
        const cost = field.required === true ? `; \`${key}\` is required, so every event would fail` : ''
        const extra = { span, help, ...(span && { meant }), note: `paths are case-sensitive${cost}` }
        problems.add('CM301', at, `\`${printPath(path)}\` is not a field of any call`, extra)
      }
    }
  },
}
