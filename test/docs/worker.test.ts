import { expect, test } from 'vitest'
import { type Action, compile, normalize, type Request } from '../../src/api/index.ts'
import { readBlocks, readPage } from './page.ts'

test('the worker of docs/library.md settles each action once', async () => {
  const { text: code } = readBlocks(readPage('docs/library.md')).find(({ kind }) => kind === 'worker')!
  const destination = compile(JSON.parse(readPage('fixtures/definitions/shop.json')), {
    settings: { baseUrl: 'https://shop.example.com', shopKey: 'k-1' },
  })
  const order = (userId: string, properties: object) => ({
    type: 'track',
    event: 'Order Completed',
    userId,
    properties,
  })
  const bodies = [
    { type: 'identify', userId: 'u-1', traits: {} },
    order('u-1', { order_id: 'o-1', total: 5 }),
    {
      batch: [
        order('u-2', { order_id: 'o-2' }),
        order('u-3', { order_id: 'o-3', total: 1, test: true }),
        { type: 'nope' },
      ],
    },
    { type: 'track', event: 'Order Cancelled', userId: 'admin', properties: { order_id: 'o-1' } },
  ]
  const logged: string[] = []
  const settled: string[] = []
  const sent: string[] = []
  const run = new Function(
    'destination',
    'normalize',
    'bodies',
    'receivedAt',
    'log',
    'settle',
    'send',
    `return (async () => {${code}})()`,
  )
  await run(
    destination,
    normalize,
    bodies,
    '2026-03-02T09:14:05.120Z',
    ({ code }: { code: string }) => logged.push(code),
    ({ subscription }: Action, outcome: string) => settled.push(`${subscription} ${outcome}`),
    async ({ method }: Request) => ({ status: sent.push(method) > 0 && method === 'POST' ? 400 : 200 }),
  )
  expect(logged.toSorted()).toEqual(['CM311', 'CM901'])
  expect(sent).toEqual(['PUT', 'POST', 'DELETE'])
  expect(settled).toEqual(['Customers delivered', 'Orders rejected', 'Cancellations delivered'])
})
