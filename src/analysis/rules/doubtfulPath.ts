import { textAt } from '../../destination/index.ts'
import { collectReads } from '../../mapping/index.ts'
import { readPath } from '../../value/index.ts'
import { isKnownPath } from '../calls.ts'
import { distinctFields } from '../fields.ts'
import { findOddPart } from '../oddPart.ts'
import type { Rule, RuleExample } from '../rule.ts'

const trigger = 'type = "track"'
const field = (path: string, events: RuleExample['events'] = []): RuleExample => ({
  actions: { send: { fields: { plan: { type: 'string', default: { '@path': path } } } } },
  subscriptions: [{ action: 'send', trigger }],
  events,
})

export const doubtfulPath: Rule = {
  code: 'CM820',
  cost: 'The value is never sent, because no event has such a key.',
  examples: {
    bad: [
      field('$.properties.plan or $.properties.tier'),
      field('$.properties.plan or properties.tier'),
      field("$.properties.plan or 'free'"),
      field('$.properties.plan or tier'),
      field('$.properties.plan || "free"'),
      field('$.properties.plan??tier'),
      field('$.properties.total * 100'),
      field('$.properties.plan = "free"'),
      field('$.properties.plan '),
      field('$.properties. plan'),
    ],
    good: [
      field('$.properties.First Name'),
      field('$.properties.Terms and Conditions'),
      field('$.properties.Yes or No'),
      field('$.properties.R&B'),
      field('$.properties["plan or tier"]'),
      field('$.properties.plan or tier', [
        { type: 'track', event: 'A', userId: 'u', messageId: 'm', properties: { 'plan or tier': 'a' } },
      ]),
    ],
  },
  check(subject, problems) {
    const { expanded, events } = subject
    for (const { mapping } of distinctFields(subject)) {
      for (const { path, at } of collectReads(mapping)) {
        // CM301 reports a first key that no call has.
        if (!at.endsWith('/@path') || !isKnownPath(path)) continue
        const text = textAt(expanded, at) ?? ''
        const odd = findOddPart(text)
        if (odd === undefined || events.some(event => readPath(event, path) !== undefined)) continue
        const { message, ...extra } = odd
        problems.add('CM820', at, message, extra)
      }
    }
  },
}
