import { describe, expect, test } from 'vitest'
import type { Destination, JsonObject } from '../../src/api/index.ts'
import { account, anonymous, at, base, bodyOf, customerio, known } from './customerio.ts'
import { bundled, seconds, send, takingPayloads } from './sent.ts'

const uuid = 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b'
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, i]))

describe('differences from the published destination', () => {
  test('C-a: a date without a zone is UTC', () => {
    const body = bodyOf({
      ...known,
      type: 'track',
      event: 'E',
      timestamp: '2026-01-02T03:04:05',
      properties: { due: '2025-06-01T12:00' },
    })
    expect(body).toMatchObject({ timestamp: at, attributes: { due: seconds('2025-06-01T12:00Z') } })
  })

  test('C-b: converts nested attributes, but no names, identifiers and lists', () => {
    const date = '2024-01-01'
    const event = {
      ...known,
      userId: date,
      type: 'track',
      event: date,
      properties: { date, in: { date }, list: [date] },
    }
    expect(bodyOf(event)).toMatchObject({
      name: date,
      identifiers: { id: date },
      attributes: { date: seconds(date), in: { date: seconds(date) }, list: [date] },
    })
    const group = { ...known, type: 'group', groupId: date, traits: { relationshipAttributes: { date } } }
    expect(bodyOf(group)).toMatchObject({
      identifiers: { object_id: date },
      cio_relationships: [{ relationship_attributes: { date: seconds(date) } }],
    })
    const context = { device: { token: date, type: date } }
    const device = { ...known, type: 'track', event: 'Device Created or Updated', context, properties: { date } }
    expect(bodyOf(device).device).toMatchObject({ token: date, platform: date, attributes: { date: seconds(date) } })
  })

  test.for([
    [1672628645, 1672628645],
    ['2023-01-02T03:04:05Z', 1672628645],
    ['long ago', 'long ago'],
  ])('C-c: created_at %s is sent as %s', ([created_at, sent]) => {
    const event = { ...known, type: 'identify', traits: { created_at } }
    expect(bodyOf(event).attributes.created_at).toBe(sent)
    expect(customerio.map(event).actions[0]!.payload.created_at).toBe(created_at)
    expect(bodyOf({ ...known, type: 'group', groupId: 'g', traits: { created_at } }).attributes.created_at).toBe(sent)
  })

  test('C-d: traits of a group are attributes of the object', () => {
    const traits = {
      name: 'Flat',
      size: 3,
      createdAt: '2023-01-02T03:04:05Z',
      objectTypeId: '2',
      object_type_id: '5',
      relationshipAttributes: { role: 'x' },
      objectAttributes: { name: 'Nested', due: '2024-01-01' },
    }
    const body = bodyOf({ ...base, type: 'group', groupId: 'g', traits })
    expect(body.attributes).toEqual({ name: 'Nested', size: 3, due: seconds('2024-01-01'), created_at: 1672628645 })
    expect(body).not.toHaveProperty('created_at')
  })

  describe('C-d: a trait leaves the attributes only if another field sends it', () => {
    const group = { type: 'group', groupId: 'g', messageId: base.messageId, timestamp: base.timestamp }
    const saved = (action: string, type: string, mapping: JsonObject) =>
      bundled('customerio', account, [{ action, trigger: `type = "${type}"`, mapping }])
    const object = saved('createUpdateObject', 'group', {
      id: { '@path': '$.groupId' },
      user_id: { '@path': '$.userId' },
      custom_attributes: { '@path': '$.traits' },
      created_at: { '@template': '{{traits.created_at}}' },
    })
    const person = saved('createUpdatePerson', 'identify', {
      id: { '@path': '$.userId' },
      custom_attributes: { '@path': '$.traits' },
    })
    test.for<[event: object, attributes: object, destination?: Destination]>([
      [{ ...group, userId: 'u', traits: { createdAt: '2025-01-01' } }, { createdAt: '2025-01-01' }, object],
      [{ ...group, userId: 'u', traits: { created_at: '2025-01-01' } }, { created_at: '2025-01-01' }, object],
      [
        { ...group, userId: 'u', traits: { objectTypeId: 2, relationshipAttributes: { role: 'x' } } },
        { objectTypeId: 2, relationshipAttributes: { role: 'x' } },
        object,
      ],
      [{ ...group, userId: 'u', traits: { a: 1, objectAttributes: { b: 2 } } }, { a: 1, b: 2 }, object],
      [{ ...group, traits: { relationshipAttributes: { role: 'x' } } }, { relationshipAttributes: { role: 'x' } }],
      [
        { ...known, type: 'identify', traits: { createdAt: 1, created_at: 2 } },
        { createdAt: 1, created_at: 2 },
        person,
      ],
      [
        { ...known, type: 'identify', traits: { object_type_id: 3, relationshipAttributes: { role: 'x' } } },
        { object_type_id: 3, relationshipAttributes: { role: 'x' } },
      ],
      [{ ...anonymous, type: 'track', event: 'E', properties: { anonymous_id: 'a1' } }, {}],
      [{ ...anonymous, type: 'track', event: 'E', properties: { anonymous_id: 'a2' } }, { anonymous_id: 'a2' }],
    ])('%o', ([event, attributes, destination]) => {
      expect(bodyOf(event, destination).attributes).toEqual(attributes)
    })
  })

  test('C-e: the anonymous ID is not an attribute of an object or of a removed relationship', () => {
    expect(bodyOf({ ...base, type: 'group', groupId: 'g', traits: {} }).attributes).toEqual({})
    const removal = { ...base, type: 'track', event: 'Relationship Deleted', properties: { objectId: 'o' } }
    expect(bodyOf(removal)).not.toHaveProperty('attributes')
    expect(bodyOf({ ...base, type: 'identify' }).attributes).toEqual({ anonymous_id: 'a1' })
  })

  test.for<[event: object, message: string]>([
    [{ type: 'identify', traits: { plan: 'x' } }, 'identifies nobody'],
    [{ type: 'identify', userId: '', anonymousId: '' }, 'identifies nobody'],
    [{ type: 'track', event: 'E', groupId: 'g' }, 'identifies nobody'],
    [{ type: 'page', properties: { url: 'https://x.test' } }, 'identifies nobody'],
    [{ type: 'screen', name: 'S' }, 'identifies nobody'],
    [{ type: 'track', event: 'User Deleted', userId: '' }, 'required field `person_id`'],
    [{ type: 'track', event: 'Object Deleted', userId: 'u', properties: {} }, 'identifies no object'],
    [
      { type: 'track', event: 'Relationship Deleted', userId: 'u', properties: { objectId: '' } },
      'required field `object_id`',
    ],
    [{ type: 'group', groupId: '', userId: 'u' }, 'required field `id`'],
    [{ type: 'alias', userId: 'u', previousId: '' }, 'required field `secondary`'],
    [
      { type: 'track', event: 'Report Content Event', userId: 'u', properties: { actionType: 'viewed_content' } },
      'identifies nobody',
    ],
  ])('C-f: %o is a failure', ([event, message]) => {
    expect(send(customerio, event)).toMatchObject([{ error: expect.stringContaining(message) }])
  })

  test.for<[event: object, warnings: string[]]>([
    [{ ...known, type: 'track', event: 'E' }, []],
    [{ ...known, type: 'track', event: 'E', messageId: 'ajs-next-0123456789abcdef' }, []],
    [{ ...known, type: 'alias', previousId: 'u0' }, []],
    [{ ...known, type: 'alias', previousId: 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b' }, ['looks like an anonymous ID']],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(31_000) } }, []],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(33_000) } }, ['32000']],
    [{ ...known, type: 'track', event: 'é'.repeat(50) }, []],
    [{ ...known, type: 'track', event: 'é'.repeat(51) }, ['100 bytes']],
    [{ ...known, userId: 'u'.repeat(151), type: 'screen', name: 'S' }, ['150 bytes']],
    [{ ...known, type: 'identify', traits: { n: 1, ['k'.repeat(150)]: 'v'.repeat(1000) } }, []],
    [{ ...known, type: 'identify', traits: { ['k'.repeat(151)]: 1 } }, ['attribute name']],
    [{ ...known, type: 'identify', traits: { v: 'v'.repeat(1001) } }, ['attribute value']],
    [{ ...known, type: 'identify', traits: many(300) }, []],
    [{ ...known, type: 'identify', traits: many(301) }, ['more than 300 attributes']],
    [{ ...known, type: 'identify', traits: { cio_id: 'x' } }, ['`cio_id`']],
    [{ ...known, type: 'group', groupId: 'g', traits: { relationships: [] } }, ['`relationships`']],
    [{ ...known, type: 'group', groupId: 'g'.repeat(151), traits: many(301) }, ['150 bytes', '300 attributes']],
  ])('C-g: explain warns of values that Customer.io ignores (%#)', ([event, warnings]) => {
    const [sent] = customerio.explain(event).verdicts.filter(({ verdict }) => verdict === 'sent')
    expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
  })

  const bare = { messageId: base.messageId, timestamp: base.timestamp, email: 'ann@example.com' }
  test.for<[event: object, body: object]>([
    [
      { ...known, type: 'identify', email: 'ann@example.com', created_at: '1679407797', traits: { plan: 'x' } },
      { identifiers: { id: 'u1' }, attributes: { plan: 'x', email: 'ann@example.com', created_at: '1679407797' } },
    ],
    [
      { ...known, type: 'identify', email: 'a@b.co', created_at: 1, traits: { email: 'c@d.co', createdAt: 2 } },
      { identifiers: { id: 'u1' }, attributes: { email: 'c@d.co', created_at: 2 } },
    ],
    [
      { ...bare, type: 'identify', traits: {} },
      { identifiers: { email: 'ann@example.com' }, attributes: { email: 'ann@example.com' } },
    ],
    [{ ...known, type: 'group', groupId: 'g', created_at: 5, traits: {} }, { attributes: { created_at: 5 } }],
    [{ ...bare, type: 'track', event: 'E' }, { identifiers: { email: 'ann@example.com' } }],
    [{ ...bare, userId: 'u1', type: 'track', event: 'E' }, { identifiers: { id: 'u1' } }],
    [{ ...bare, type: 'page', properties: { url: 'https://x.test' } }, { identifiers: { email: 'ann@example.com' } }],
    [{ ...bare, type: 'screen', name: 'S' }, { identifiers: { email: 'ann@example.com' } }],
  ])('C-h: the creation time and the email address may be at the top of the call (%#)', ([event, body]) => {
    expect(bodyOf(event)).toMatchObject(body)
  })

  describe('C-i: an alias of a visitor links it to the person', () => {
    const alias = { ...base, type: 'alias', previousId: base.anonymousId }
    test('as an identify, without a warning', () => {
      expect(bodyOf(alias)).toEqual({
        type: 'person',
        action: 'identify',
        attributes: { anonymous_id: 'a1' },
        identifiers: { id: 'u1' },
      })
      const { verdicts } = customerio.explain({ ...alias, previousId: uuid, anonymousId: uuid })
      expect(verdicts.find(({ verdict }) => verdict === 'sent')?.warnings ?? []).toEqual([])
    })

    test.for<[event: object, secondary: object]>([
      [{ ...alias, previousId: 'u0' }, { id: 'u0' }],
      [{ ...alias, anonymousId: undefined }, { id: 'a1' }],
      [{ ...alias, previousId: 'ann@example.com' }, { email: 'ann@example.com' }],
    ])('any other alias is a merge (%#)', ([event, secondary]) => {
      expect(bodyOf(event)).toEqual({ type: 'person', action: 'merge', primary: { id: 'u1' }, secondary })
    })
  })

  test('C-j: the ID of an event is a ULID, the same for the same call', () => {
    const call = { ...known, type: 'track', event: 'E', messageId: 'ajs-next-0123456789abcdef' }
    const { id } = bodyOf(call)
    expect(id).toMatch(/^01KDYAK3SE[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(bodyOf({ ...call, type: 'page', properties: { url: 'https://example.com' } }).id).toBe(id)
    expect(bodyOf({ ...call, messageId: 'ajs-next-0123456789abcdee' }).id).not.toBe(id)
    expect(bodyOf({ ...call, messageId: base.messageId }).id).toBe(base.messageId)
  })

  test('C-j: an event ID without a valid time is sent unchanged, with a warning', () => {
    const direct = takingPayloads('customerio', 'trackEvent', account)
    const payload = { id: 'u1', name: 'E', event_id: 'm-1', timestamp: 'soon' }
    const call = { ...known, type: 'track', event: 'E', properties: payload }
    expect(bodyOf(call, direct).id).toBe('m-1')
    const warnings = direct.explain(call).verdicts[0]!.warnings
    expect(warnings).toEqual([expect.stringContaining('no valid time')])
  })
})
