import { describe, expect, test } from 'vitest'
import { $ulid } from '../../src/jsonata/functions/ulid.ts'
import { customerio } from './customerio.ts'
import { type Body, recording, type Sent, seconds, send } from './sent.ts'

/** Intended differences from the recordings, by their letter in the README. */
const differences: Record<string, (body: Body, event: Body) => void> = {
  'C-b': (body, event) => {
    if (body.action === 'event') body.name = event.event
    for (const { relationship_attributes: attributes } of body.cio_relationships ?? []) {
      for (const [key, value] of Object.entries(attributes ?? {}))
        if (/^\d{4}-\d\d-\d\d(T|$)/.test(String(value))) attributes[key] = seconds(String(value))
    }
  },
  'C-d': (body, event) => {
    if (body.type !== 'object' || !body.action.startsWith('identify')) return
    const { objectAttributes, relationshipAttributes, objectTypeId, object_type_id, ...flat } = event.traits ?? {}
    body.attributes = { ...flat, ...body.attributes }
  },
  'C-e': body => {
    if (body.type !== 'object') return
    if (body.action === 'delete_relationships') delete body.attributes
    else delete body.attributes?.anonymous_id
  },
  'C-j': (body, event) => {
    if (body.id !== undefined) body.id = $ulid(body.id, event.timestamp)
  },
}

/** C-k: an identify with an anonymous ID alone. */
function isOfVisitor({ body }: NonNullable<Sent['requests']>[number]): boolean {
  return body?.action === 'identify' && body.identifiers?.anonymous_id !== undefined
}

function expected({ requests, ...sent }: Sent, event: Body): Sent {
  if (requests === undefined || requests.some(isOfVisitor))
    return { subscription: sent.subscription, action: sent.action, error: expect.any(String) }
  const copy = structuredClone(requests)
  for (const { body } of copy) for (const change of Object.values(differences)) change(body, event)
  return { ...sent, requests: copy }
}

const recorded = recording('customerio')

describe.skipIf(recorded === undefined)('sends the requests of the published destination (needs recordings)', () => {
  test('has recordings', () => {
    expect(recorded?.cases.length).toBeGreaterThan(0)
  })

  test.for(recorded?.cases ?? [])('$name', ({ event, sent }) => {
    expect(send(customerio, event)).toEqual(sent.map(one => expected(one, event)))
  })
})
