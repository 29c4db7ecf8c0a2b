import { pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'

const requests = [{ url: 'https://api.example.com' }]
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]

export const countedRepeat: Rule = {
  code: 'CM810',
  cost: 'If an answer is lost, the request is sent again, and the vendor counts it twice.',
  examples: {
    bad: [
      { actions: { send: { fields: {}, requests, repeats: 'counted' } }, subscriptions },
      {
        actions: { send: { fields: {}, requests, repeats: 'counted' } },
        subscriptions: [...subscriptions, { name: 'pages', action: 'send', trigger: 'type = "page"' }],
      },
    ],
    good: [
      { actions: { send: { fields: {}, requests, repeats: 'dropped' } }, subscriptions },
      { actions: { send: { fields: {}, requests, repeats: { counted: 'messages have no ID' } } }, subscriptions },
      { actions: { send: { fields: {}, requests } }, subscriptions },
      { actions: { send: { fields: {}, requests, repeats: 'counted' } } },
    ],
  },
  check({ destination: { subscriptions } }, problems) {
    const used = new Set(subscriptions.filter(({ enabled }) => enabled).map(({ action }) => action))
    for (const { key, at, definition } of used) {
      if (definition.repeats !== 'counted') continue
      const message = `the vendor counts a repeated request of \`${key}\` twice`
      const help =
        'send an ID by which the vendor drops repeats, and set `"repeats": "dropped"`; else give a reason: `"repeats": { "counted": "…" }`'
      problems.add('CM810', pointer(at, 'repeats'), message, { help })
    }
  },
}
