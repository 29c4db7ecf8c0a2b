import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { account } from './mixpanel.ts'
import { type Body, bundled, decode, recording, type Sent, type SentRequest, send } from './sent.ts'

type Mode = 'simplified' | 'original'

/** The published destination always says that Segment sends its events. */
const published = { ...account, source: 'segment', library: 'Segment Actions' }
const simplified = bundled('mixpanel', published)
const original = bundled('mixpanel', { ...published, identityMode: 'original' })

const reserved =
  /^(Device (Created or Updated|Deleted)|Report (Delivery|Content) Event|(User|Object|Relationship) Deleted|User (Uns|S)uppressed)$/
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Intended differences from the recordings, by their letter in the README. */
const differences: Record<string, (sent: Sent, event: Body, mode: Mode) => Sent | undefined> = {
  'M-a': (sent, event, mode) => {
    const { requests, ...rest } = sent
    if (sent.action === 'alias' && mode === 'simplified') return undefined
    const ties = ({ $identified_id, $anon_id }: Body) => mode === 'original' && $identified_id && uuid4.test($anon_id)
    const kept = requests?.filter(({ body }) => body.event !== '$identify' || ties(body.properties))
    for (const { url, body } of kept ?? []) {
      const isVisitor = url.endsWith('/engage') && event.userId === undefined
      if (mode === 'simplified' && isVisitor) body.$distinct_id = `$device:${event.anonymousId}`
    }
    if (kept?.length === 0) return undefined
    return kept ? { ...rest, requests: kept } : sent
  },
  'M-b': (sent, event) => {
    const products = sent.action === 'trackPurchase' ? sent.requests![0]!.body.slice(1) : []
    for (const [i, { properties }] of products.entries())
      properties.$insert_id = createHash('sha256').update(`${i}-${event.messageId}`).digest('hex').slice(0, 36)
    return sent
  },
  'M-d': (sent, event) => (event.type === 'track' && reserved.test(event.event) ? undefined : sent),
  'M-e': ({ error, ...sent }, event) => {
    if (sent.action !== 'groupIdentifyUser' || event.traits !== undefined) return error ? { ...sent, error } : sent
    const request: SentRequest = {
      method: 'POST',
      url: 'https://api.mixpanel.com/groups',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: { $token: 'token-1', $group_key: '$group_id', $group_id: event.groupId, $set: {} },
    }
    return { ...sent, requests: [request] }
  },
  'M-g': (sent, event, mode) => {
    const group = sent.action === 'groupIdentifyUser' ? sent.requests?.[0] : undefined
    if (group === undefined) return sent
    const { $token, $group_key, $group_id } = group.body
    const body = {
      $token,
      $distinct_id: event.userId ?? `${mode === 'simplified' ? '$device:' : ''}${event.anonymousId}`,
      $set: { [$group_key]: [$group_id] },
    }
    return { ...sent, requests: [group, { ...group, url: group.url.replace('/groups', '/engage'), body }] }
  },
  'M-h': (sent, event) => {
    for (const { url, body } of sent.requests ?? []) {
      if (url.includes('/import')) for (const { properties } of body) properties.ip ??= 0
      if (url.endsWith('/engage')) body.$ip ??= event.context?.ip ?? 0
      if (url.endsWith('/groups')) body.$ip = 0
    }
    return sent
  },
  'M-k': ({ requests, ...sent }) => ({
    ...sent,
    ...(requests && {
      requests: requests.map(({ url, ...request }) => ({
        ...request,
        url: url.replace(/\/(engage|groups|track)$/, '/$1?verbose=1'),
      })),
    }),
  }),
}

function expected(recorded: Sent, event: Body, mode: Mode): Sent[] {
  // The published destination tries this for every track call, and fails; it has no default subscription here.
  if (recorded.action === 'incrementProperties') return []
  const requests = recorded.requests && structuredClone(recorded.requests).map(decode)
  let sent: Sent | undefined = requests ? { ...recorded, requests } : { ...recorded, error: expect.any(String) }
  for (const change of Object.values(differences)) sent = sent && change(sent, event, mode)
  return sent ? [sent] : []
}

const recorded = recording('mixpanel')

describe.skipIf(recorded === undefined)('sends the requests of the published destination (needs recordings)', () => {
  test('has recordings', () => {
    expect(recorded?.cases.length).toBeGreaterThan(0)
  })

  test.for(recorded?.cases ?? [])('$name, original identity', ({ event, sent }) => {
    expect(send(original, event)).toEqual(sent.flatMap(one => expected(one, event, 'original')))
  })

  test.for(recorded?.cases ?? [])('$name, simplified identity', ({ event, sent }) => {
    expect(send(simplified, event)).toEqual(sent.flatMap(one => expected(one, event, 'simplified')))
  })
})
