import isEqual from 'lodash-es/isEqual.js'
import type { ParsedSubscription } from '../../destination/index.ts'
import { readsOf } from '../../mapping/index.ts'
import { findContradiction, type Trigger } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'
import { outcomeOf } from '../settle.ts'

const actions = { send: { fields: { name: { type: 'string' } } } } as const

export const overlappingSubscriptions: Rule = {
  code: 'CM801',
  cost: 'Each of these events is counted twice.',
  examples: {
    bad: [
      {
        actions,
        subscriptions: [
          { name: 'a', action: 'send', trigger: 'type = "track" and event = "A"' },
          { name: 'b', action: 'send', trigger: 'event = "A" and (type = "track")' },
        ],
      },
    ],
    good: [
      {
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track" and event = "A"' },
          { action: 'send', trigger: 'type = "track" and event = "B"' },
          { action: 'send', trigger: 'type = "track" and event = "A"', enabled: false },
        ],
      },
      {
        // One event that is two on purpose.
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { name: 'order' } },
          { action: 'send', trigger: 'type = "track"', mapping: { name: 'revenue' } },
        ],
      },
    ],
  },
  check({ destination }, problems) {
    const subscriptions = destination.subscriptions.filter(({ enabled }) => enabled)
    for (const [index, later] of subscriptions.entries()) {
      const first = subscriptions.slice(0, index).find(earlier => isSame(earlier, later))
      if (first === undefined) continue
      const message = `\`${first.name}\` and \`${later.name}\` send \`${later.action.key}\` for the same events`
      problems.add('CM801', pointer(later.at, 'trigger'), message, {
        related: [{ at: pointer(first.at, 'trigger'), message: 'the first is here' }],
        help: 'narrow one of the triggers, or say `"$ignore": ["CM801"]` in the subscription if both are meant',
      })
    }
  },
}

function isSame(a: ParsedSubscription, b: ParsedSubscription): boolean {
  if (a.action !== b.action || !implies(a.trigger, b.trigger) || !implies(b.trigger, a.trigger)) return false
  return !a.fields.some(({ key, mapping }) => {
    const other = b.fields.find(field => field.key === key)?.mapping
    if (!mapping || !other || readsOf(mapping).length > 0 || readsOf(other).length > 0) return false
    return !isEqual(outcomeOf(mapping)({}), outcomeOf(other)({}))
  })
}

/** Whether every event that makes one trigger true makes the other true, as far as that can be told. */
function implies(one: Trigger, other: Trigger): boolean {
  const { span } = one
  return findContradiction({ kind: 'and', parts: [one, { kind: 'not', part: other, span }], span }) !== undefined
}
