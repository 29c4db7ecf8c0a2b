import { pointer } from '../../value/index.ts'
import { admittedTypes } from '../calls.ts'
import type { Rule } from '../rule.ts'

const fields = { group: { type: 'string', default: { '@path': '$.groupId' } } } as const
const requests = [{ url: 'https://api.example.com/groups', body: { '@path': '$.payload' } }]
const batch = { maxItems: 100, request: { url: 'https://api.example.com/batch', body: { '@path': '$.items' } } }
const subject = { '@path': '$.payload.group' }
const subscriptions = [{ action: 'send', trigger: 'type = "group"' }]

export const undeclaredSubject: Rule = {
  code: 'CM807',
  cost: 'A group call without a person keeps its order with all other calls, so batches stay small.',
  examples: {
    bad: [
      { actions: { send: { fields, requests, batch } }, subscriptions },
      { subject, actions: { send: { fields, requests, batch, subject: null } }, subscriptions },
    ],
    good: [
      { actions: { send: { fields, requests, batch, subject } }, subscriptions },
      { subject, actions: { send: { fields, requests, batch } }, subscriptions },
      {
        actions: { send: { fields, requests, batch } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      { actions: { send: { fields, requests } }, subscriptions },
    ],
  },
  check({ destination: { definition, subscriptions } }, problems) {
    for (const { action, enabled, trigger, at } of subscriptions) {
      const { batch, subject = definition.subject } = action.definition
      if (!enabled || batch === undefined || (subject !== undefined && subject !== null)) continue
      if (!admittedTypes(trigger).includes('group')) continue
      const message = `batches of \`${action.key}\` contain group calls, but no \`subject\` is declared`
      const help = 'declare it: `"subject": { "group": { "@path": "$.payload.…" } }`, for the action or the destination'
      const related = [{ at: pointer(at, 'trigger'), message: 'this trigger admits group calls' }]
      problems.add('CM807', action.at, message, { marks: 'key', help, related })
    }
  },
}
