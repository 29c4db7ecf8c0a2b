import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/api/index.ts'
import { cpuTime } from '../cpuTime.ts'
import { catalogue, sentFor } from './catalogue.ts'
import { bundled, send } from './sent.ts'

const recorded = catalogue('slack', {})

describe.skipIf(recorded.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(recorded)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})

const url = 'https://hooks.slack.com/services/T0/B0/x'
const event = { type: 'track', userId: 'u1', event: 'Signed Up', properties: {} }

function posted(mapping: JsonObject) {
  const overrides = { url, text: { '@template': '{{userId}}: {{event}}' }, ...mapping }
  const subscriptions = [{ name: 'all', action: 'postToChannel', trigger: 'type = "track"', overrides }]
  const [sent] = send(bundled('slack', {}, subscriptions), event)
  return sent!.error ?? sent!.requests!.map(({ headers, ...request }) => request)
}

describe('a message', () => {
  const body = { text: 'u1: Signed Up', username: 'Segment', icon_url: 'https://logo.clearbit.com/segment.com' }

  test.each<[JsonObject, JsonObject]>([
    [{}, body],
    [
      { channel: 'general', username: 'callmap' },
      { ...body, channel: 'general', username: 'callmap' },
    ],
    [
      { channel: '', icon_url: null },
      { text: 'u1: Signed Up', username: 'Segment' },
    ],
    [{ text: '<b> & "quotes" — ünicode' }, { ...body, text: '<b> & "quotes" — ünicode' }],
  ])('with %j', (mapping, expected) => expect(posted(mapping)).toEqual([{ method: 'POST', url, body: expected }]))

  test.each<JsonObject>([{ text: '' }, { text: { '@path': '$.a' } }, { url: null }])('is not sent with %j', mapping => {
    expect(posted(mapping)).toMatch(/^required field `(text|url)` is absent$/)
  })
})

describe('the URL', () => {
  test.each([
    'https://hooks.slack.com',
    'https://slack.com/services/x',
    'https://hooks.slack.com.evil.example/x',
    'https://hooks.slack.comevil/x',
    'https://hooks.slackxcom/x',
    'https://evil.example/?https://hooks.slack.com/x',
    'https://hooks.slack.com/x?y',
    'https://hooks.slack.com/../x',
    'https://me@hooks.slack.com/x',
    'https://hooks.slack.com:8443/x',
    'http://hooks.slack.com/x',
  ])('refuses %s', wrong => {
    expect(posted({ url: wrong })).toBe('the URL is not a Slack webhook')
  })

  test('refuses a very long string quickly', () => {
    const start = cpuTime()
    expect(posted({ url: `https://${'a.'.repeat(200_000)}` })).toMatch(/not a Slack webhook|format uri/)
    expect(cpuTime() - start).toBeLessThan(2000)
  })
})
