import { describe, expect, test } from 'vitest'
import { deliver, platform } from '../../src/api/delivery.ts'
import { compile } from '../../src/api/index.ts'

const definition = {
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      description: 'Sends an event.',
      fields: { name: { label: 'Name', type: 'string', default: { '@path': '$.event' } } },
      requests: [{ method: 'POST', url: 'https://api.example.com/events', body: { '@path': '$.payload' } }],
      batch: {
        maxItems: 10,
        request: { url: 'https://api.example.com/batch', body: { list: { '@path': '$.items' } } },
      },
    },
  },
  subscriptions: [{ name: 'send', action: 'send', trigger: 'type = "track"' }],
}
const destination = compile(definition)
const actionsOf = (names: readonly string[]) =>
  names.flatMap(
    (event, i) => destination.map({ type: 'track', event, userId: `u-${i % 2}`, messageId: `m-${i}` }).actions,
  )

describe('deliver', () => {
  test('splits a batch down to the item that the vendor refuses', async () => {
    const bodies: string[] = []
    const fetch = async (_: string, { body = '' }: { body?: string }) => {
      bodies.push(body)
      return new Response('', { status: body.includes('bad') ? 400 : 200 })
    }
    const { outcomes, left } = await deliver(destination, actionsOf(['a', 'b', 'bad', 'd', 'e']), {
      ...platform,
      fetch: fetch as never,
    })
    expect(left).toEqual([])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'delivered',
      'delivered',
      'rejected',
      'delivered',
      'delivered',
    ])
    expect(bodies).toMatchInlineSnapshot(`
      [
        "{"list":[{"name":"a"},{"name":"b"},{"name":"bad"},{"name":"d"},{"name":"e"}]}",
        "{"list":[{"name":"a"},{"name":"b"}]}",
        "{"list":[{"name":"bad"},{"name":"d"}]}",
        "{"name":"bad"}",
        "{"name":"d"}",
        "{"list":[{"name":"e"}]}",
      ]
    `)
  })
})
