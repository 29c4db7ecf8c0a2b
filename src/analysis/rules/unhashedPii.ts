import { collectReads } from '../../mapping/index.ts'
import { isObject, type Json, type Path, printPath } from '../../value/index.ts'
import { distinctFields } from '../fields.ts'
import { isPersonalKey } from '../personalData.ts'
import type { Rule } from '../rule.ts'
import { createEvaluator } from '../settle.ts'

const email = { type: 'string', category: 'hashedPii' } as const

export const unhashedPii: Rule = {
  code: 'CM412',
  cost: 'Personal data is sent in the clear, and the vendor cannot match it with its hashes.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { email: { ...email, default: { '@path': '$.traits.email' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: { send: { fields: { email } } },
        subscriptions: [
          { action: 'send', trigger: 'type = "identify"', mapping: { email: { '@jsonata': '$trim(traits.email)' } } },
        ],
      },
    ],
    good: [
      {
        actions: {
          send: { fields: { email: { ...email, default: { '@jsonata': '$hash($lowercase(traits.email))' } } } },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: { send: { fields: { email: { ...email, default: { '@path': '$.traits.email_sha256' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
      {
        actions: {
          send: {
            fields: { email: { ...email, default: { '@path': '$.traits.email' } } },
            requests: [{ url: 'https://api.example.com', body: { e: { '@jsonata': '$hash(payload.email)' } } }],
          },
        },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
  },
  check(subject, problems) {
    const actions = [...subject.destination.actions.values()]
    const hashing = new Set(actions.filter(({ definition }) => mentionsHash(definition.requests)))
    for (const { subscription, key, field, mapping } of distinctFields(subject)) {
      if (field.category !== 'hashedPii' || hashing.has(subscription.action)) continue
      const personal = collectReads(mapping).filter(({ path }) => isPersonal(path))
      const input = personal.reduce<Json>((made, { path }) => place(made, path), {})
      const outcome = createEvaluator(mapping)(input)
      if (!('value' in outcome) || typeof outcome.value !== 'string') continue
      if (!outcome.value.toLowerCase().includes(marker)) continue
      const from = printPath(personal[0]!.path)
      const value = { '@jsonata': `$hash($lowercase(${from}))` }
      const fix = { applicability: 'unsafe', edits: [{ at: mapping.at, value }] } as const
      const message = `the field \`${key}\` takes a hash, but \`${from}\` is not hashed`
      const isPlain = personal[0]!.path.every(name => /^[A-Za-z]\w*$/.test(name))
      problems.add('CM412', mapping.at, message, { help: `hash it: ${JSON.stringify(value)}`, ...(isPlain && { fix }) })
    }
  },
}

/** Sample of personal data: a mapping that returns it has not hashed it. */
const marker = 'ann@example.com'

/** True if the name of a path indicates personal data. A name that mentions a hash does not. */
function isPersonal(path: Path): boolean {
  return isPersonalKey(path.at(-1) ?? '') && !path.includes('?')
}

function place(value: Json, [key, ...rest]: Path): Json {
  if (key === undefined) return marker
  const object = isObject(value) ? value : {}
  return { ...object, [key]: place(object[key] ?? {}, rest) }
}

/** True if requests may hash what they send. */
function mentionsHash(requests: unknown): boolean {
  return JSON.stringify(requests ?? [])
    .toLowerCase()
    .includes('hash')
}
