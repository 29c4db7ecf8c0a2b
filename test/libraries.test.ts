import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lint } from '../src/api/analysis.ts'
import { compile, normalize, type SourceEvent } from '../src/api/index.ts'
import { callSchemas } from '../src/api/languages.ts'
import { hasVectors, readVectors } from './vectors.ts'

const page = readFileSync(new URL('../docs/library.md', import.meta.url), 'utf8')

interface Recorded {
  readonly version: string
  readonly how: string
  readonly requests: readonly { readonly path: string; readonly body?: { readonly [key: string]: unknown } }[]
}

const noRequests: Recorded = { version: '', how: '', requests: [] }
const receivedAt = '2026-12-01T00:00:00.000Z'
const alias = '`previousId` is the same as `userId`, expected another ID'
const noType = 'the type of a call is absent'
const text = '`properties` is a string, expected object'

/**
 * For each library: its name in the page, the origin of its bodies, the number of their events, and the refused calls.
 */
const libraries: [file: string, name: string, bodies: string, events: number, refused: Record<string, number>][] = [
  ['segment-browser', '`@segment/analytics-next` (browser)', 'recorded', 48, { [noType]: 13, [alias]: 2 }],
  [
    'segment-node',
    '`@segment/analytics-node`',
    'recorded',
    57,
    { [alias]: 1, '`event` is empty, expected a string': 1 },
  ],
  ['analytics-node-legacy', '`analytics-node`', 'recorded', 55, { [alias]: 1, [text]: 1 }],
  ['customerio-browser', '`@customerio/cdp-analytics-browser`', 'recorded', 44, { [alias]: 2 }],
  [
    ...(['rudderstack-browser', '`@rudderstack/analytics-js` (browser)', 'recorded', 40] as const),
    {
      [text]: 4,
      [alias]: 2,
      '`track` calls need `event`': 1,
      '`event` is an object, expected string': 1,
    },
  ],
  ['jitsu-node', '`@jitsu/js` (Node)', 'recorded', 34, { [text]: 4, '`groupId` is an object, expected string': 1 }],
  ['segment-swift', 'analytics-swift', 'reconstructed', 16, {}],
  ['customerio-ios', 'Customer.io iOS', 'reconstructed', 15, {}],
  ['http-api', 'the HTTP API', 'by hand', 10, { [noType]: 1 }],
  ['seed', "examples of Customer.io's documentation", 'by hand', 6, {}],
]

function normalizeAll({ requests }: Recorded) {
  const results = requests.flatMap(({ path, body }, index) => {
    const type = path.split('/').at(-1)!
    const options = { receivedAt, index, ...(Object.hasOwn(callSchemas, type) && { type }) }
    return body === undefined ? [] : [normalize(body, options)]
  })
  return {
    events: results.flatMap(({ events }) => events),
    diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
  }
}

const eventsOf = (file: string): readonly SourceEvent[] =>
  normalizeAll(readVectors<Recorded>(`sdk/${file}.json`, noRequests)).events

// The recorded bodies lie beside a checkout in some places only.
describe.skipIf(!hasVectors)('bodies of source libraries', () => {
  test.each(libraries)('%s', (file, name, bodies, events, refused) => {
    const recorded = readVectors<Recorded>(`sdk/${file}.json`, noRequests)
    const found = normalizeAll(recorded)
    expect(found.events).toHaveLength(events)
    const counts: Record<string, number> = {}
    for (const { message } of found.diagnostics) counts[message] = (counts[message] ?? 0) + 1
    expect(counts).toEqual(refused)
    expect(new Set(found.events.map(({ messageId }) => messageId)).size).toBe(events)
    for (const event of found.events) expect(normalize(event)).toEqual({ events: [event], diagnostics: [] })
    expect(page).toContain(`| ${name} | ${recorded.version} | ${bodies} |`)
  })

  test('the page lists every file', () => {
    expect(page.match(/\| (recorded|reconstructed|by hand) \|/g)).toHaveLength(libraries.length)
  })

  test('RudderStack: the traits come from the context', () => {
    const identified = eventsOf('rudderstack-browser').filter(({ type }) => type === 'identify')
    for (const { traits, context } of identified) expect(traits).toEqual(context!.traits)
    expect(identified[0]!.traits).toMatchObject({ email: 'cool.person@example.com' })
  })

  test('Swift: the `previousId` of an alias is its `anonymousId`', () => {
    const aliases = eventsOf('segment-swift').filter(({ type }) => type === 'alias')
    expect(aliases.map(({ previousId }) => previousId)).toEqual(['4F0A1B52-7A7E-4C2E-9D5E-0C3B8F6F1A01', 'u_2917'])
  })

  test.each(['segment-browser', 'segment-swift', 'customerio-ios', 'jitsu-node', 'rudderstack-browser'])(
    '%s: the corrected time preserves the wait on the device',
    file => {
      for (const { timestamp, originalTimestamp, sentAt } of eventsOf(file)) {
        const waited = Date.parse(sentAt!) - Date.parse(originalTimestamp!)
        expect(Date.parse(receivedAt) - Date.parse(timestamp!)).toBe(waited)
      }
    },
  )
})

/** Bodies of other libraries, written by hand after the published shape of their calls, not recorded. */
test.each<[library: string, body: object, events: object[]]>([
  [
    'analytics-python: an offset with microseconds',
    {
      batch: [
        {
          integrations: {},
          anonymousId: null,
          timestamp: '2026-03-02T09:14:05.120345+00:00',
          type: 'track',
          userId: 'u',
          event: 'A',
          properties: {},
          context: { library: { name: 'analytics-python', version: '2.3.2' } },
          messageId: 'm',
        },
      ],
      sentAt: '2026-03-02T09:14:05.620345Z',
    },
    [{ timestamp: '2026-03-02T09:14:05.120345Z', sentAt: '2026-03-02T09:14:05.620345Z', userId: 'u' }],
  ],
  [
    'analytics-ruby: the zone of the server',
    {
      batch: [{ type: 'alias', previousId: 1, userId: 2, timestamp: '2026-03-02T10:14:05.120+01:00', messageId: 'm' }],
    },
    [{ previousId: '1', userId: '2', timestamp: '2026-03-02T09:14:05.120Z' }],
  ],
  [
    'analytics-kotlin: empty ids and metadata',
    {
      batch: [
        {
          type: 'screen',
          anonymousId: 'a',
          userId: '',
          name: 'Home',
          category: '',
          properties: {},
          _metadata: {},
          messageId: 'm',
        },
      ],
      writeKey: 'w',
      sentAt: '2026-03-02T09:14:05.120Z',
    },
    [{ anonymousId: 'a', name: 'Home', category: '' }],
  ],
  [
    'analytics-android: an alias and an identify with traits in the context',
    {
      batch: [
        {
          type: 'identify',
          anonymousId: 'a',
          userId: 'u',
          traits: null,
          context: { traits: { plan: 'pro' } },
          messageId: 'm',
        },
        { type: 'alias', anonymousId: 'a', userId: 'u', previousId: null, messageId: 'n' },
      ],
    },
    [{ traits: { plan: 'pro' } }, { previousId: 'a' }],
  ],
  [
    'RudderStack servers: original times',
    {
      batch: [
        {
          type: 'track',
          userId: 'u',
          event: 'A',
          channel: 'server',
          originalTimestamp: '2026-03-02T10:14:05.120+01:00',
          messageId: 'm',
        },
      ],
    },
    [{ channel: 'server', timestamp: '2026-03-02T09:14:05.120Z', properties: {} }],
  ],
  [
    'a warehouse: times and IDs in the formats of its columns',
    { type: 'track', user_id: 'x', userId: 5, event: 'A', timestamp: '2026-03-02 09:14:05.12 UTC', messageId: 7 },
    [{ userId: '5', messageId: '7', timestamp: '2026-03-02T09:14:05.120Z', user_id: 'x' }],
  ],
])('%s', (_, body, expected) => {
  const { events, diagnostics } = normalize(body)
  expect(diagnostics).toEqual([])
  expect(events).toMatchObject(expected)
})

test('the page has the results of the examples of the clock', () => {
  const rows = [...page.matchAll(/^\| [^|]+ \| `(\{.*\})` \| `(.*)` \|$/gm)]
  expect(rows).toHaveLength(4)
  for (const [, times, timestamp] of rows) {
    const [event] = normalize({ type: 'page', anonymousId: 'a', ...JSON.parse(times!) }).events
    expect(event!.timestamp).toBe(timestamp)
  }
})

test.each([
  { type: 'track', event: '92734232-2342423423-973945', userId: 'u' },
  { type: 'alias', userId: '4f0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a01', previousId: 'u_2917' },
])('explain and lint warn of swapped arguments: %j', call => {
  const definition = {
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { id: { type: 'string', default: { '@path': '$.userId' } } } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track" or type = "alias"' }],
  } as const
  const [event] = normalize(call).events
  const warning = expect.stringContaining('in another order?')
  expect(compile(definition).explain(event).verdicts).toMatchObject([{ verdict: 'sent', warnings: [warning] }])
  expect(lint(definition, { events: [event!] })).toMatchObject([
    { code: 'CM306', severity: 'warning', message: warning },
  ])
})
