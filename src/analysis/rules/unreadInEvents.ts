import type { Definition } from '../../destination/index.ts'
import { isKnownPath } from '../calls.ts'
import { lineage } from '../lineage.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: { email: { type: 'string', default: { '@path': '$.email' } } } } } as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }] as const
const event = { type: 'track', event: 'A', userId: 'u', messageId: 'm', email: 'a@b.co' }

export const unreadInEvents: Rule = {
  code: 'CM307',
  cost: 'These values are never sent.',
  examples: {
    bad: [{ actions, subscriptions, events: [{ ...event, created_at: '1679407797' }] }],
    good: [
      { actions, subscriptions, events: [event] },
      // Libraries add these for the service that collects the calls.
      { actions, subscriptions, events: [{ ...event, writeKey: 'w', channel: 'web', _metadata: {} }] },
    ],
  },
  check({ written, events }, problems) {
    if (events.length === 0) return
    const read = new Set(lineage(written as unknown as Definition).map(({ from: [root] }) => root))
    // A mapping that reads the whole event, or a computed key, may read any of them.
    if (read.has(undefined) || read.has('?')) return
    const counts = new Map<string, number>()
    for (const key of events.flatMap(event => Object.keys(event))) {
      if (!isKnownPath([key]) && !read.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    if (counts.size === 0) return
    const keys = [...counts].map(([key, count]) => `\`${key}\` (${count} of ${events.length})`)
    problems.add('CM307', '', `nothing reads these top-level keys of sample events: ${keys.join(', ')}`)
  },
}
