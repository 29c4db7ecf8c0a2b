import { callTypes } from '../../event/index.ts'
import { listLeaves } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import { admittedTypes, isAbsentFrom } from '../calls.ts'
import type { Rule } from '../rule.ts'

export const neverTrue: Rule = {
  code: 'CM203',
  cost: 'The subscription never sends anything.',
  examples: {
    bad: [
      {
        actions: { sign: { fields: {} } },
        subscriptions: [{ action: 'sign', trigger: 'type = "identify" and event = "Signed Up"' }],
      },
      {
        actions: { sign: { fields: {} } },
        subscriptions: [{ action: 'sign', trigger: 'type = "page" and traits.plan = "pro"' }],
      },
    ],
    good: [
      {
        actions: { sign: { fields: {} } },
        subscriptions: [
          { action: 'sign', trigger: 'type = "track" and event = "Signed Up"' },
          { action: 'sign', trigger: 'type = "page" and context.traits.plan = "pro"' },
        ],
      },
    ],
  },
  check({ destination: { subscriptions } }, problems) {
    const reported = new Set(problems.list.filter(({ code }) => code === 'CM203').map(({ at }) => at))
    for (const { trigger, at } of subscriptions) {
      const place = pointer(at, 'trigger')
      if (reported.has(place) || admittedTypes(trigger).length > 0) continue
      const clause = listLeaves(trigger).find(({ operand }) => {
        return operand.kind === 'path' && callTypes.some(type => isAbsentFrom(type, operand.path))
      })
      const root = clause?.operand.kind === 'path' ? clause.operand.path[0]! : 'type'
      const having = callTypes.filter(type => !isAbsentFrom(type, [root]))
      const ofType = listLeaves(trigger).find(({ operand }) => operand.kind === 'path' && operand.path[0] === 'type')
      problems.add('CM203', place, 'this trigger can never be true', {
        ...(clause && { span: clause.span, label: `\`${root}\` is only set on ${having.join(', ')} calls` }),
        ...(ofType && { related: [{ at: place, span: ofType.span, message: 'this admits other calls' }] }),
        help: `only ${having.join(', ')} calls have \`${root}\``,
      })
    }
  },
}
