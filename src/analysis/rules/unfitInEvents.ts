import { mappedFields } from '../fields.ts'
import { matching } from '../matching.ts'
import type { Rule } from '../rule.ts'
import { fitOf, outcomeOf } from '../settle.ts'

const actions = { send: { fields: { total: { type: 'number', default: { '@path': '$.properties.total' } } } } } as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }] as const
const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u' }

export const unfitInEvents: Rule = {
  code: 'CM302',
  cost: 'These events fail, and nothing of them is sent.',
  examples: {
    bad: [
      { actions, subscriptions, events: [{ ...event, properties: { total: '12x' } }] },
      {
        actions: {
          send: { fields: { total: { type: 'number', default: { '@jsonata': '$number(properties.total)' } } } },
        },
        subscriptions,
        events: [{ ...event, properties: { total: '12x' } }],
      },
    ],
    good: [
      { actions, subscriptions, events: [{ ...event, properties: { total: '129.50' } }] },
      { actions, subscriptions, events: [{ ...event, type: 'page', properties: { total: '12x' } }] },
    ],
  },
  check(subject, problems) {
    if (subject.events.length === 0) return
    for (const { subscription, key, field, mapping } of mappedFields(subject)) {
      const events = matching(subject.events, subscription)
      const [run, fit] = [outcomeOf(mapping), fitOf(key, field)]
      const reasons = events.flatMap(event => {
        const outcome = run(event)
        return ('failure' in outcome ? outcome.failure : fit(outcome.value)) ?? []
      })
      if (reasons.length === 0) continue
      const count = `${reasons.length} of ${events.length}`
      const message = `the field \`${key}\` cannot be made of ${count} sample events`
      problems.add('CM302', mapping.at, message, { note: `the first: ${reasons[0]}` })
    }
  },
}
