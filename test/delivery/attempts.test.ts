import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { deliver } from '../../src/api/delivery.ts'
import { compile } from '../../src/api/index.ts'
import { Clock } from './clock.ts'
import { definition } from './definition.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const destination = compile(definition, { settings: { clientSecret: 'client-0123456789abcdef' } })

test.each([
  ['single', 1],
  ['batch', 20],
])('attempts of a %s that the vendor answers with 500 do not stay in memory', async (kind, count) => {
  const attempts = 200
  const clock = new Clock()
  const requests: WeakRef<object>[] = []
  let alive = 0
  const { outcomes, left } = await clock.run(
    deliver(
      {
        ...destination,
        requests(actions, options) {
          const made = destination.requests(actions, options)
          requests.push(new WeakRef(made.requests))
          return made
        },
      },
      Array.from({ length: count }, (_, n) => {
        return destination.map({ type: 'track', event: kind, userId: `u-${n}`, messageId: `${n}` }).actions
      }).flat(),
      {
        now: clock.now,
        wait: clock.wait,
        random: () => 0.5,
        maxAge: 1e9,
        tokens: { read: async () => ({ access: 'access-1-0123456789' }), replace: () => expect.unreachable() },
        async fetch() {
          if (requests.length <= attempts) return new Response('', { status: 500 })
          await clock.sleep(1)
          collectGarbage()
          alive = requests.filter(one => one.deref() !== undefined).length
          return new Response('{}')
        },
      },
    ),
  )
  expect([outcomes.length, left.length]).toEqual([count, 0])
  expect(requests.length).toBeGreaterThan(attempts)
  expect(alive).toBeLessThan(20)
})

test('a part of time that is not a number is no reason to send again without a wait', async () => {
  const clock = new Clock()
  const actions = destination.map({ type: 'track', event: 'single', userId: 'u', messageId: '1' }).actions
  let fetches = 0
  await clock.run(
    deliver(destination, actions, {
      now: clock.now,
      wait: clock.wait,
      random: () => Number.NaN,
      tokens: { read: async () => ({ access: 'access-1-0123456789' }), replace: () => expect.unreachable() },
      fetch: async () => (++fetches < 4 ? new Response('', { status: 500 }) : new Response('{}')),
    }),
  )
  expect(clock.waits.filter(seconds => seconds < 1)).toEqual([0.1, 0.1, 0.1])
})
