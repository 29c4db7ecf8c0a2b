import { expect, test } from 'vitest'
import { CompileError, compile, type Definition } from '../src/api/index.ts'
import { compileMapping } from '../src/mapping/index.ts'

test('the later of two fields with one name wins, at the place of the first', () => {
  const map = compileMapping({ '@fields': [{ id: 'a' }, 'b', { id: 'c' }] })
  expect(JSON.stringify(map({ payload: { a: 1, b: 2, c: 3 } }))).toBe('{"id":3,"b":2}')
})

test('a field and a member may be called `__proto__`', () => {
  const map = compileMapping(JSON.parse('{ "@fields": { "__proto__": "a" }, "b": 1 }'))
  expect(JSON.stringify(map({ payload: { a: 'x' } }))).toBe('{"__proto__":"x","b":1}')
})

test('metadata beside fields is not sent', () => {
  expect(compileMapping({ '@fields': ['a'], _metadata: { label: 'x' } })({ payload: { a: 1 } })).toEqual({ a: 1 })
})

const field = { type: 'string', default: { '@path': '$.userId' } } as const

/** Mistakes of a definition whose parts read payload fields. */
function mistakesOf({ action = {}, definition = {}, request = {} }): string[] {
  const requests = [{ url: 'https://a.example/', ...request }]
  const actions = { send: { fields: { currency: field, externalId: field }, requests, ...action } }
  const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]
  try {
    compile({ slug: 'demo', name: 'Demo', actions, subscriptions, ...definition } as unknown as Definition)
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at, message, help }) => `${code} ${at} ${message}${help ? ` | ${help}` : ''}`)
  }
}

const at = '/actions/send'

test.each<[string, Parameters<typeof mistakesOf>[0], string[]]>([
  ['fields of the action', { request: { body: { '@fields': ['currency', { id: 'externalId' }] } } }, []],
  ['fields in headers', { request: { headers: { '@fields': ['currency'], 'x-a': 'b' } } }, []],
  ['fields in an item', { action: { batch: { item: { '@fields': '*', except: ['currency'] } } } }, []],
  [
    'an unknown field',
    { request: { body: { '@fields': ['curency'] } } },
    [`CM403 ${at}/requests/0/body/@fields/0 \`payload\` has no \`curency\` | did you mean \`currency\`?`],
  ],
  [
    'a renamed field, the wrong way round',
    { request: { body: { '@fields': { externalId: 'external_id' } } } },
    [
      `CM403 ${at}/requests/0/body/@fields/externalId \`payload\` has no \`external_id\` | did you mean \`externalId\`?`,
    ],
  ],
  [
    'an unknown field to leave out',
    { request: { body: { '@fields': '*', except: ['curency'] } } },
    [`CM403 ${at}/requests/0/body/except/0 \`payload\` has no \`curency\` | did you mean \`currency\`?`],
  ],
  [
    'the mapping of a field',
    { action: { fields: { currency: { ...field, default: { '@fields': ['currency'] } } } } },
    [
      `CM502 ${at}/fields/currency/default/@fields \`@fields\` copies fields of a payload, and this mapping makes one | to read the event, write a \`@path\`: \`{ "@path": "$.properties.currency" }\``,
    ],
  ],
  [
    'the mapping of a subscription',
    {
      definition: {
        subscriptions: [{ action: 'send', trigger: 'type = "track"', overrides: { currency: { '@fields': '*' } } }],
      },
    },
    [
      'CM502 /subscriptions/0/overrides/currency/@fields `@fields` copies fields of a payload, and this mapping makes one | to read the event, write a `@path`: `{ "@path": "$.properties.currency" }`',
    ],
  ],
  [
    'the body of a batch',
    { action: { batch: { request: { body: { '@fields': ['currency'] } } } } },
    [
      `CM403 ${at}/batch/request/body/@fields/0 there is no \`payload\` here | expected \`items\`, \`key\`, \`settings\`, \`constants\``,
    ],
  ],
  [
    'a mapping without a payload',
    { definition: { constants: { a: { '@fields': ['currency'] } } } },
    ['CM403 /constants/a/@fields/0 there is no `payload` here | expected `settings`'],
  ],
])('%s', (_, parts, expected) => {
  expect(mistakesOf(parts)).toEqual(expected)
})

test('a value of the account beside fields has its own place', () => {
  const body = { '@fields': ['currency'], token: { '@path': '$.settings.key' } }
  const destination = compile(
    {
      slug: 'demo',
      name: 'Demo',
      settings: { key: { type: 'secret' } },
      actions: { send: { fields: { currency: field }, requests: [{ url: 'https://a.example/', body }] } },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    },
    { settings: { key: { $secret: 'KEY' } } },
  )
  const { actions } = destination.map({ type: 'track', userId: 'u-1' })
  const { requests } = destination.requests(actions, { redact: true })
  expect(requests[0]!.body).toBe('{"currency":"u-1","token":"<redacted KEY>"}')
  expect(requests[0]!.secrets).toEqual([{ at: '/body/token', name: 'KEY', isWhole: true }])
})
