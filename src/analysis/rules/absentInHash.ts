import type { WrittenPath } from '../../jsonata/index.ts'
import { own, type Pointer, pointerKeys } from '../../value/index.ts'
import { isTested, listPitfalls, readPaths } from '../pitfalls.ts'
import type { Rule, RuleExample, RuleInput } from '../rule.ts'

const fields = {
  email: { type: 'string' },
  phone: { type: 'string' },
  id: { type: 'string', required: true, default: { '@path': '$.userId' } },
} as const
const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]

function body(text: string, request: object = {}): RuleExample {
  const requests = [{ url: 'https://api.example.com', body: { key: { '@jsonata': text } }, ...request }]
  const settings = { salt: { type: 'string', default: 'pepper' } } as const
  return { settings, actions: { send: { fields, requests } }, subscriptions }
}

export const absentInHash: Rule = {
  code: 'CM817',
  cost: 'Everybody without the value gets the same hash, and becomes one person at the vendor.',
  examples: {
    bad: [
      body('$hash(settings.salt & payload.email)'),
      body('$hash($lowercase(payload.email) & settings.salt & payload.phone)'),
      body("payload.id = 'a' ? $hmac($trim(payload.email & ''), 'key') : payload.id & settings.salt"),
      {
        actions: {
          send: { fields: { key: { type: 'string', default: { '@jsonata': "$hash('a' & properties.email)" } } } },
        },
        subscriptions,
      },
    ],
    good: [
      body('$hash(payload.email) & settings.salt'),
      body("$hash(payload.id & ':' & payload.email & settings.salt)"),
      body('$exists(payload.email) ? $hash(settings.salt & payload.email)'),
      body('$hash(settings.salt & payload.email)', { when: { '@jsonata': '$exists(payload.email)' } }),
    ],
  },
  check(subject, problems) {
    for (const pitfall of listPitfalls(subject)) {
      if (pitfall.kind !== 'hash') continue
      const { at, span, operands, mayBeAbsent } = pitfall
      const personal = operands.filter(({ path: [root] = [] }) => root !== 'settings' && root !== 'constants')
      const isGiven = hasId(personal) || personal.some(path => !mayBeAbsent(path) || isTestedIn(path, at, subject))
      if (personal.length === 0 || isGiven) continue
      const names = personal.map(({ text }) => `\`${text}\``).join(' and ')
      const message = `everybody without ${names} gets the same hash`
      const test = personal.map(({ text }) => `$exists(${text})`).join(' or ')
      problems.add('CM817', at, message, {
        span,
        note: '`&` joins an absent value as an empty string',
        help: `hash it only if it exists: \`${test} ? …\``,
      })
    }
  },
}

/** True if the paths include both IDs of a call, one of which it has. */
function hasId(paths: readonly WrittenPath[]): boolean {
  return ['userId', 'anonymousId'].every(id => paths.some(({ path }) => path?.length === 1 && path[0] === id))
}

/** True if a check or a request of the action at a place depends on the path. */
function isTestedIn(path: WrittenPath, at: Pointer, { destination }: RuleInput): boolean {
  const [part, name = ''] = pointerKeys(at)
  const action = part === 'actions' ? own(destination.definition.actions, name) : undefined
  const conditions = [...Object.values(action?.checks ?? {}), ...(action?.requests ?? [])].map(one => one?.when)
  return isTested(path, readPaths(conditions, destination.context.functions))
}
