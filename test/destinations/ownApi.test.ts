import { describe, expect, it } from 'vitest'
import definition from '../../fixtures/definitions/own-api.json' with { type: 'json' }
import { compile, type Definition } from '../../src/api/index.ts'

const settings = { baseUrl: 'https://api.example.com', token: { $secret: 'TOKEN' } }
const destination = compile(definition as unknown as Definition, { settings })

/** The requests of an event, without the headers that all of them share. */
function sent(event: object) {
  const { actions } = destination.map(event)
  return destination
    .requests(actions, { redact: true })
    .requests.map(({ method, url, body }) => [method, url, JSON.parse(body ?? 'null')])
}

const base = 'https://api.example.com'
const cases: [name: string, event: object, requests: unknown[]][] = [
  [
    'a sign-up creates the person',
    { type: 'identify', userId: 'u-1', anonymousId: 'a-1', traits: { createdAt: '2026-03-01T10:00:00Z', plan: 'pro' } },
    [
      [
        'POST',
        `${base}/people`,
        {
          id: 'u-1',
          anonymousId: 'a-1',
          createdAt: '2026-03-01T10:00:00Z',
          attributes: { createdAt: '2026-03-01T10:00:00Z', plan: 'pro' },
        },
      ],
    ],
  ],
  [
    'any other identify updates the person',
    { type: 'identify', userId: 'u/1', traits: { plan: 'pro' } },
    [['PATCH', `${base}/people/u%2F1`, { attributes: { plan: 'pro' } }]],
  ],
  [
    'somebody without a user id goes by the anonymous one',
    { type: 'track', anonymousId: 'a-1', event: 'Opened', timestamp: '2026-03-01T10:00:00Z', properties: { n: 1 } },
    [['POST', `${base}/events`, { personId: 'a-1', name: 'Opened', at: '2026-03-01T10:00:00Z', data: { n: 1 } }]],
  ],
  [
    'an alias merges',
    { type: 'alias', userId: 'u-1', previousId: 'a-1' },
    [['POST', `${base}/people/u-1/merge`, { alias: 'a-1' }]],
  ],
  ['a page is nothing to this API', { type: 'page', userId: 'u-1' }, []],
]

describe('own-api', () => {
  it.each(cases)('%s', (_, event, requests) => expect(sent(event)).toEqual(requests))

  it('sends events in batches', () => {
    const events = ['A', 'B'].map(event => ({ type: 'track', userId: 'u-1', event }))
    const actions = events.flatMap(event => destination.map(event).actions)
    const { requests } = destination.requests(actions, { redact: true })
    expect([...requests]).toEqual([
      {
        destination: 'own-api',
        method: 'POST',
        url: `${base}/events/batch`,
        headers: { authorization: 'Bearer <redacted TOKEN>', 'content-type': 'application/json' },
        body: '{"events":[{"personId":"u-1","name":"A"},{"personId":"u-1","name":"B"}]}',
        actions: [0, 1],
        items: [0, 1],
        parts: [0, 0],
        secrets: [{ at: '/headers/authorization', name: 'TOKEN', isWhole: false }],
      },
    ])
  })

  it('fails for an event of nobody', () => {
    expect(destination.map({ type: 'track', event: 'A' }).failures).toMatchObject([{ code: 'CM901', at: '/personId' }])
  })
})
