import { findContradiction } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'

export const alwaysTrue: Rule = {
  code: 'CM207',
  cost: 'Every event is sent, including unexpected ones.',
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
      const help = 'name the calls: `type = "track"`, or `type != null` for all of them'
      problems.add('CM207', pointer(at, 'trigger'), 'this trigger is true for every event', { help })
    }
  },
}
