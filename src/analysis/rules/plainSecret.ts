import { isObject, own, pointer } from '../../value/index.ts'
import type { Rule } from '../rule.ts'
import { kindOfSecret, secretKeys, secretName } from '../secrets.ts'
import { walk } from '../walk.ts'

const action = { fields: {}, requests: [{ url: 'https://api.example.com' }] }

export const plainSecret: Rule = {
  code: 'CM704',
  cost: 'Everyone who can read the file or its history has the secret.',
  examples: {
    bad: [
      {
        settings: { apiKey: { type: 'secret' } },
        request: { auth: { bearer: { '@path': '$.settings.apiKey' } } },
        actions: { send: action },
        given: { apiKey: 'sk-12345' },
      },
      {
        request: { auth: { bearer: 'abcdef0123456789' } },
        actions: { send: action },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
      {
        // Joined here, so that secret scanners do not report it.
        request: { headers: { 'x-key': ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_') } },
        actions: { send: action },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
    ],
    good: [
      {
        settings: { apiKey: { type: 'secret' } },
        request: { auth: { bearer: { '@path': '$.settings.apiKey' } } },
        actions: { send: action },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
        given: { apiKey: { $secret: 'EXAMPLE_API_KEY' } },
      },
    ],
  },
  check({ written, settings }, problems) {
    for (const key of secretKeys(written)) {
      const value = isObject(settings) ? own(settings, key) : undefined
      if (typeof value !== 'string' || value === '') continue
      const at = pointer('/settings', key)
      const $secret = secretName(String(written.slug), key)
      const help = `use a reference, { "$secret": "${$secret}" }; the sender of the requests fills it in`
      const fix = { applicability: 'unsafe', edits: [{ at, value: { $secret } }] } as const
      problems.add('CM704', at, `the secret \`${key}\` is written in the file`, { help, fix })
    }
    for (const [at, text] of walk(written)) {
      if (typeof text !== 'string' || text === '') continue
      const kind = kindOfSecret(text) ?? (credential.test(at) ? 'a credential' : undefined)
      if (kind === undefined) continue
      if (ofAccount.test(text)) {
        const meant = { '@path': text }
        const help = `to send its value, write ${JSON.stringify(meant)}`
        const fix = { applicability: 'unsafe', edits: [{ at, value: meant }] } as const
        problems.add('CM704', at, 'this path is sent as it is, in place of the secret', { help, fix })
        continue
      }
      const help = 'declare a setting of type `secret`, and read it with `@path`'
      problems.add('CM704', at, `this looks like ${kind}`, { help })
    }
  },
}

/** A path to a part of the account. */
const ofAccount = /^\$\.(settings|constants|tokens)\.\w/

/** Places of credentials in requests; a plain string there is a secret. */
const credential = /\/auth(?:\/\d+)?\/(bearer|basic\/password|(header|query)\/value|hmac\/secret)$/
