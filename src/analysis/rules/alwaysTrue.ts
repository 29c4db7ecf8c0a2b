import { findContradiction } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'

export const alwaysTrue: Rule = {
  code: 'CM207',
  cost: 'Every event is sent, also those that nobody had in mind.',
  examples: {
    bad: [
      {
        actions: { send: { fields: {} } },
        subscriptions: [{ action: 'send', trigger: 'type != "identify" or type != "group"' }],
      },
    ],
    good: [
      {
        actions: { send: { fields: {} } },
        subscriptions: [{ action: 'send', trigger: 'type != "identify" and type != "group"' }],
      },
      { actions: { send: { fields: {} } }, subscriptions: [{ action: 'send', trigger: 'type = "track"' }] },
    ],
  },
  check({ destination: { subscriptions } }, problems) {
    for (const { trigger, at } of subscriptions) {
      if (findContradiction({ kind: 'not', part: trigger, span: trigger.span }) === undefined) continue
      const help = 'say which calls are meant: `type = "track"`, or `type != null` where all are'
      problems.add('CM207', pointer(at, 'trigger'), 'every event makes this trigger true', { help })
    }
  },
}
