import { printCount } from '../../text/index.ts'
import { describeKind, own } from '../../value/index.ts'
import { mappedFields } from '../fields.ts'
import { eventFilter } from '../matching.ts'
import type { Rule } from '../rule.ts'
import { createEvaluator, createFitCheck } from '../settle.ts'

const actions = { send: { fields: { total: { type: 'number', default: { '@path': '$.properties.total' } } } } } as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }] as const
const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u' }

export const unfitInEvents: Rule = {
  code: 'CM302',
  cost: 'These events fail and are not sent.',
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
    const filterMatching = eventFilter(subject)
    for (const { subscription, key, field, mapping } of mappedFields(subject)) {
      const events = filterMatching(subscription)
      const [run, fit] = [createEvaluator(mapping), createFitCheck(key, field)]
      const unfit = events.flatMap(event => {
        const outcome = run(event)
        const reason = 'failure' in outcome ? outcome.failure : fit(outcome.value)
        return reason === undefined ? [] : { event, outcome, reason }
      })
      const [first] = unfit
      if (first === undefined) continue
      const at = 'failure' in first.outcome ? first.outcome.at : mapping.at
      const kinds = new Set(unfit.flatMap(({ outcome }) => ('value' in outcome ? describeKind(outcome.value) : [])))
      const count = `${unfit.length} of ${printCount(events.length, 'sample event', 'sample events')}`
      problems.add('CM302', at, `the field \`${key}\` fails for ${count}`, {
        label: kinds.size > 0 ? `returns ${[...kinds].sort().join(' or ')}` : 'fails',
        note: `the first of them is ${JSON.stringify(own(first.event, 'messageId'))}: ${first.reason}`,
      })
    }
  },
}
