import { expect, test } from 'vitest'
import { compile, type Definition, type JsonObject } from '../src/index.ts'

/** A destination with one action, whose payload is `{ id, list }` and whose single request wraps the list. */
function destinationOf(batch: object) {
  return compile({
    slug: 'demo',
    name: 'Demo',
    actions: {
      send: {
        fields: {
          id: { type: 'string', default: { '@path': '$.userId' } },
          list: { type: 'number', multiple: true, default: { '@path': '$.properties.list' } },
        },
        requests: [{ url: 'https://x.example/a', body: { list: { '@path': '$.payload.list' } } }],
        batch: { ...batch, request: { body: { all: { '@path': '$.items' } } } },
      },
    },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  } as Definition)
}

function batched(batch: object, events: readonly (readonly [id: string | null, list: number[]])[]) {
  const destination = destinationOf(batch)
  const actions = events.flatMap(
    ([userId, list]) => destination.map({ type: 'track', userId, properties: { list } } as JsonObject).actions,
  )
  return destination.requests(actions, { batch: true }).map(({ body, actions }) => [JSON.parse(body!), actions])
}

const ofBody = { '@path': '$.body.list' }

test.each<[string, object, [string | null, number[]][], unknown[]]>([
  [
    'without `item`, the bodies of single requests go together',
    {},
    [
      ['a', [1]],
      ['b', [2, 3]],
    ],
    [[{ all: [{ list: [1] }, { list: [2, 3] }] }, [0, 1]]],
  ],
  [
    'an item may be a part of the body, and a list counts as its items',
    { item: ofBody, maxItems: 3 },
    [
      ['a', [1, 2]],
      ['b', [3]],
      ['c', [4]],
    ],
    [
      [{ all: [1, 2, 3] }, [0, 1]],
      [{ all: [4] }, [2]],
    ],
  ],
  [
    'what has too many items even alone is sent singly',
    { item: ofBody, maxItems: 2 },
    [
      ['a', [1]],
      ['b', [2, 3, 4]],
      ['c', [5]],
    ],
    [
      [{ all: [1] }, [0]],
      [{ list: [2, 3, 4] }, [1]],
      [{ all: [5] }, [2]],
    ],
  ],
  [
    'an item reads the payload, too',
    { item: { id: { '@path': '$.payload.id' }, first: { '@path': '$.body.list[0]' } } },
    [
      ['a', [1]],
      ['b', [2]],
    ],
    [
      [
        {
          all: [
            { id: 'a', first: 1 },
            { id: 'b', first: 2 },
          ],
        },
        [0, 1],
      ],
    ],
  ],
  [
    'items that `distinct` does not tell apart are in different batches, in order',
    { item: ofBody, distinct: { '@path': '$.payload.id' } },
    [
      ['a', [1]],
      ['b', [2]],
      ['a', [3]],
      ['a', [4]],
    ],
    [
      [{ all: [1, 2] }, [0, 1]],
      [{ all: [3] }, [2]],
      [{ all: [4] }, [3]],
    ],
  ],
  [
    'what has no such value may be together',
    { item: ofBody, distinct: { '@path': '$.payload.id' } },
    [
      [null, [1]],
      [null, [2]],
    ],
    [[{ all: [1, 2] }, [0, 1]]],
  ],
])('%s', (_, batch, events, requests) => {
  expect(batched(batch, events)).toEqual(requests)
})
