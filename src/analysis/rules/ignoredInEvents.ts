import { findDoubts } from '../../event/index.ts'
import { printCount } from '../../text/index.ts'
import type { Rule } from '../rule.ts'

const actions = {
  send: {
    fields: { name: { type: 'string', default: { '@path': '$.event' } } },
    checks: [
      {
        level: 'warning',
        when: { '@jsonata': '$length(payload.name) > 5' },
        message: 'the name has over 5 characters',
      },
    ],
    requests: [{ url: 'https://api.example.com/events', body: { '@path': '$.payload' }, maxBytes: 100 }],
  },
} as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }] as const
const event = { type: 'track', messageId: 'm', userId: 'u' }

export const ignoredInEvents: Rule = {
  code: 'CM305',
  cost: 'The vendor accepts these events, then drops, cuts or ignores parts of them.',
  examples: {
    bad: [{ actions, subscriptions, events: [{ ...event, event: 'Order Completed' }] }],
    good: [
      { actions, subscriptions, events: [{ ...event, event: 'Order' }] },
      { actions, subscriptions, events: [{ ...event, type: 'page', name: 'Order Completed' }] },
    ],
  },
  check({ destination, events, explain }, problems) {
    if (events.length === 0 || explain === undefined) return
    const reports = events.map(event => ({ event, verdicts: explain(event).verdicts }))
    for (const [number, { at }] of destination.subscriptions.entries()) {
      const sent = reports.flatMap(({ event, verdicts }) => {
        const { verdict, warnings = [] } = verdicts[number]!
        return verdict === 'sent' ? [{ event, warnings }] : []
      })
      const found = new Map<string, { message: string; count: number; first: string }>()
      for (const { event, warnings } of sent) {
        // `CM306` reports doubts about the call itself.
        const doubts = findDoubts(event)
        for (const message of warnings) {
          if (doubts.includes(message)) continue
          // The size of a body differs between events.
          const kind = message.replace(/\d+/g, '')
          const known = found.get(kind)
          if (known) known.count++
          else found.set(kind, { message, count: 1, first: JSON.stringify(event.messageId) })
        }
      }
      for (const { message, count, first } of found.values()) {
        const total = printCount(sent.length, 'sample event', 'sample events')
        problems.add('CM305', at, `${count} of ${total}: ${message}`, {
          note: `the first of them is ${first}`,
        })
      }
    }
  },
}
