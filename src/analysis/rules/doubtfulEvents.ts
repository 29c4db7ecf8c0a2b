import { findDoubts } from '../../event/index.ts'
import { printCount } from '../../text/index.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: { name: { type: 'string', default: { '@path': '$.event' } } } } } as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }] as const
const event = { type: 'track', userId: 'u', messageId: 'm' }

export const doubtfulEvents: Rule = {
  code: 'CM306',
  cost: 'An event is named after an ID, or a user becomes an alias of an anonymous visitor.',
  examples: {
    bad: [{ actions, subscriptions, events: [{ ...event, event: '92734232-2342423423-973945' }] }],
    good: [{ actions, subscriptions, events: [{ ...event, event: 'Signed Up' }] }],
  },
  check({ events }, problems) {
    const doubts = events.map(event => findDoubts(event)).filter(found => found.length > 0)
    const [first] = doubts
    if (first === undefined) return
    const count = `${doubts.length} of ${printCount(events.length, 'sample event', 'sample events')}`
    problems.add('CM306', '', `${first[0]} (${count})`)
  },
}
