import { describe, expect, test } from 'vitest'
import { at, base, bodyOf, customerio, known } from './customerio.ts'
import { seconds, send } from './sent.ts'

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

  test('C-b: names and identifiers that look like dates stay, lists stay, nested attributes do not', () => {
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

  test('C-d: flat traits of a group are attributes of the object', () => {
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

  test('C-e: the anonymous ID is no attribute of an object and of no relationship that is removed', () => {
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
    [{ ...known, type: 'track', event: 'E', messageId: 'ajs-next-0123456789abcdef' }, ['not a ULID']],
    [{ ...known, type: 'alias', previousId: 'u0' }, []],
    [{ ...known, type: 'alias', previousId: 'c0e5cae6-6f04-46e4-97a8-25076e8bdc0b' }, ['looks like an anonymous ID']],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(31_000) } }, []],
    [{ ...known, type: 'track', event: 'E', properties: { text: 'x'.repeat(33_000) } }, ['32000']],
  ])('C-g: explain warns of what is accepted and then ignored (%#)', ([event, warnings]) => {
    const [sent] = customerio.explain(event).verdicts.filter(({ verdict }) => verdict === 'sent')
    expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
  })
})
