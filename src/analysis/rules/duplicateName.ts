import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: { name: { type: 'string' } } } } as const

export const duplicateName: Rule = {
  code: 'CM805',
  cost: 'Results, tests and `explain` cannot tell the two apart.',
  examples: {
    bad: [
      {
        actions,
        subscriptions: [
          { name: 'orders', action: 'send', trigger: 'type = "track" and event = "A"' },
          { name: 'orders', action: 'send', trigger: 'type = "track" and event = "B"' },
        ],
      },
    ],
    good: [
      {
        // Without a name, a subscription has that of its action.
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track" and event = "A"' },
          { action: 'send', trigger: 'type = "track" and event = "B"' },
        ],
      },
    ],
  },
  check({ destination: { definition } }, problems) {
    const first = new Map<string, string>()
    for (const [i, subscription] of (definition.subscriptions ?? []).entries()) {
      const name = subscription?.name
      if (name === undefined) continue
      const at = pointer('/subscriptions', i, 'name')
      const other = first.get(name)
      if (other === undefined) first.set(name, at)
      else {
        problems.add('CM805', at, `two subscriptions have the name \`${name}\``, {
          related: [{ at: other, message: 'the first is here' }],
          help: 'give each subscription its own name',
        })
      }
    }
  },
}
