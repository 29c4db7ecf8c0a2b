import { listPitfalls } from '../pitfalls.ts'
import { isFlag } from '../presence.ts'
import type { Rule, RuleExample } from '../rule.ts'

const fields = {
  vip: { type: 'boolean' },
  email: { type: 'string' },
  id: { type: 'string', required: true, default: { '@path': '$.userId' } },
  test: { type: 'boolean', default: false },
} as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]

function check(text: string): RuleExample {
  const checks = [{ when: { '@jsonata': text }, message: 'is refused' }]
  return { actions: { send: { fields, checks } }, subscriptions }
}

export const doubtfulNot: Rule = {
  code: 'CM815',
  cost: 'A check never refuses, and a request with this condition is never sent.',
  examples: {
    bad: [
      check('$not(payload.email)'),
      check('$not(payload.vip) and payload.id = "a"'),
      check('payload.id ? $not($boolean(payload.email)) : true'),
      {
        settings: { isTest: { type: 'boolean' } },
        actions: {
          send: {
            fields,
            requests: [{ url: 'https://api.example.com', when: { '@jsonata': '$not(settings.isTest)' } }],
          },
        },
        subscriptions,
      },
      {
        actions: {
          send: { fields: { guest: { type: 'boolean', default: { '@jsonata': '$not(properties.member)' } } } },
        },
        subscriptions,
      },
    ],
    good: [
      check('$not($exists(payload.email))'),
      check('$not(payload.vip = true)'),
      check('$not(payload.id) or $not(payload.test)'),
      check('$exists(payload.email) and $not(payload.email)'),
      check('payload.email ? $not(payload.email) : payload.vip = true'),
    ],
  },
  check(subject, problems) {
    for (const pitfall of listPitfalls(subject)) {
      if (pitfall.kind !== 'not' || !pitfall.mayBeAbsent(pitfall.operand)) continue
      const { at, span, operand } = pitfall
      const test = isFlag(operand.path, at, subject.destination) ? `${operand.text} = true` : `$exists(${operand.text})`
      const meant = `$not(${test})`
      const message = `without \`${operand.text}\` this is absent, not true`
      problems.add('CM815', at, message, { span, help: `write \`${meant}\``, meant })
    }
  },
}
