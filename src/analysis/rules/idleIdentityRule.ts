import type { IdentityDefinition } from '../../destination/index.ts'
import { pointer } from '../../value/index.ts'
import { canMeet, listRequests } from '../identity/meet.ts'
import type { Rule, RuleExample } from '../rule.ts'

function example(rule: object, request: object = {}): RuleExample {
  const url = 'https://api.example.com/events'
  const requests = [{ url, body: { user: { '@path': '$.payload.user' } }, ...request }]
  const identity = { sources: ['https://api.example.com/docs'], ids: { user: {} }, rules: [rule] }
  return { identity, actions: { send: { fields: { user: { type: 'string' } }, requests } } } as RuleExample
}

export const idleIdentityRule: Rule = {
  code: 'CM812',
  cost: 'Journeys are played as if the vendor had no such rule.',
  examples: {
    bad: [
      example({ at: '/users', event: { user: 'user' } }),
      example({ event: { user: 'user.id' } }, { body: { user: 'u-1' } }),
      example({ event: { user: 'person' } }),
      example({ on: { type: 'event' }, event: { user: 'user' } }),
      example({ each: 'events', event: { user: 'user' } }),
    ],
    good: [
      example({ at: '/events', on: { type: null }, event: { user: 'user' } }),
      example({ each: 'data', event: { user: 'id' } }, { body: { data: [{ id: 'u-1' }] } }),
      example({ at: '/events', each: '', event: { user: 'user' } }, { body: { '@jsonata': '[payload]' } }),
    ],
  },
  check({ destination: { definition } }, problems) {
    const requests = Object.values(definition.actions).flatMap(action => listRequests(definition, action))
    const { identity = [] } = definition
    const isList = Array.isArray(identity)
    for (const [i, section] of ([identity].flat() as IdentityDefinition[]).entries()) {
      for (const [j, rule] of section.rules.entries()) {
        if (requests.some(request => canMeet(request, rule, section))) continue
        const at = pointer('/identity', ...(isList ? [i] : []), 'rules', j)
        problems.add('CM812', at, 'no request can have such an item', {
          help: 'compare `at`, `each`, `on` and the paths',
        })
      }
    }
  },
}
