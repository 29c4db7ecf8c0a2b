import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Action, compile, type Definition, type Json, type JsonObject } from '../../src/api/index.ts'
import { compileMapping } from '../../src/api/languages.ts'
import { bundled, expandedDefinition, slugs } from '../destinations/sent.ts'
import { runs, share } from '../seed.ts'
import { deepFrozen } from './hostile.ts'
import { type About, longestChain, overtaken, packedByRule, person, related, type Sending, valuesOf } from './order.ts'

const ids = fc.constantFrom('u1', 'u2', 'u3')
const anonymousIds = fc.constantFrom('0f4b5d2e-1c1a-4e0e-9a67-6f8f0a4b1a01', '0f4b5d2e-1c1a-4e0e-9a67-6f8f0a4b1a02')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const emails = fc.constantFrom('a@b.co', 'C@d.co')

/** Calls of a few people, who share ids and email addresses. */
const call = fc.record({
  type: fc.constantFrom('identify', 'group', 'track', 'page', 'screen', 'alias'),
  userId: maybe(ids),
  anonymousId: maybe(anonymousIds),
  previousId: fc.oneof(ids, anonymousIds),
  groupId: fc.constantFrom('g1', 'g2'),
  event: fc.constantFrom('Order Completed', 'A', 'User Deleted', 'Report Delivery Event', 'Device Created or Updated'),
  email: maybe(emails),
})

const products = [{ product_id: 'p', price: 1 }]

function eventOf({ email, previousId, ...ids }: JsonObject, n: number): JsonObject {
  const properties = {
    total: 3,
    currency: 'EUR',
    products,
    email,
    deliveryId: 'd',
    metric: 'opened',
    url: 'https://x.co/',
  }
  const context = { device: { token: 't', type: 'ios' }, traits: { email } }
  const alias = ids.type === 'alias' ? { previousId } : {}
  const time = { timestamp: '2026-03-02T09:14:05.120Z', receivedAt: '2026-03-02T09:14:06.120Z' }
  const data = { name: 'N', properties, traits: { email, plan: 'x' }, context }
  return JSON.parse(JSON.stringify({ ...ids, ...alias, ...time, messageId: `m-${n}`, ...data }))
}

function settingsOf({ settings = {} }: Definition): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, setting]) => setting.required && !setting.default)
      .map(([key, { type, format }]) => [
        key,
        format === 'uri' ? 'https://x.example' : type === 'number' ? 1 : `${key}-1`,
      ]),
  )
}

const destinations = slugs.map(slug => {
  const definition = expandedDefinition(slug)
  const settings = settingsOf(definition)
  const mappings = new Map(
    Object.entries(definition.actions).map(([key, action]) => {
      const declared = action.subject === undefined ? definition.subject : action.subject
      return [key, declared === undefined || declared === null ? undefined : compileMapping(declared)]
    }),
  )
  const aboutOf = (event: JsonObject, { action, payload }: Action): About => {
    const caller = ['userId', 'anonymousId', ...(event.type === 'alias' ? ['previousId'] : [])].flatMap(key =>
      typeof event[key] === 'string' ? person(event[key]) : [],
    )
    return [...caller, ...valuesOf(mappings.get(action)?.({ payload, settings }))]
  }
  return [slug, { destination: bundled(slug, settings), aboutOf }] as const
})

describe.each(destinations)('%s', (slug, { destination, aboutOf }) => {
  const actionsOf = (calls: readonly JsonObject[]) => {
    const made = calls.map(eventOf).flatMap(event => destination.map(event).actions.map(action => ({ event, action })))
    // Two destinations leave batching to a field of the payload.
    const actions = made.map(({ action }) => ({ ...action, payload: { ...action.payload, enable_batching: true } }))
    return { actions: deepFrozen(actions), abouts: made.map(({ event }, i) => aboutOf(event, actions[i]!)) }
  }
  const calls = fc.array(call as fc.Arbitrary<JsonObject>, { minLength: 2, maxLength: 14 })

  test('no request overtakes an earlier action of its subject', () => {
    fc.assert(
      fc.property(calls, calls => {
        const { actions, abouts } = actionsOf(calls)
        const { requests } = destination.requests(actions, { batch: true })
        expect(overtaken(actions, abouts, requests)).toEqual([])
      }),
      share(1500, slug, slugs.length),
    )
  })

  test('every item is sent once, or its action failed or is skipped', () => {
    fc.assert(
      fc.property(calls, fc.boolean(), (calls, after) => {
        const { actions } = actionsOf(calls)
        const itemsOf = (batch: boolean) => {
          const { requests, failures, skipped } = destination.requests(actions, { batch, after })
          const items = requests.flatMap(({ items, parts }) => items.map((action, i) => `${action} ${parts[i]}`))
          for (const { items, parts, actions } of requests) {
            expect(items.length).toBe(parts.length)
            expect(new Set(items)).toEqual(new Set(actions))
          }
          const settled = [...new Set(items.map(item => Number(item.split(' ')[0])))]
          const others = [...new Set(failures.map(({ index }) => index!)), ...skipped.map(({ index }) => index)]
          expect([...settled, ...others].toSorted((a, b) => a - b)).toEqual(actions.map((_, i) => i))
          return new Set(items)
        }
        expect(itemsOf(true)).toEqual(itemsOf(false))
      }),
      share(800, slug, slugs.length),
    )
  })

  test('`after` keeps the order, and lists only requests that share a subject', () => {
    fc.assert(
      fc.property(calls, fc.boolean(), (calls, batch) => {
        const { actions, abouts } = actionsOf(calls)
        const { requests } = destination.requests(actions, { batch, after: true })
        const before = requests.map(() => new Set<number>())
        for (const [number, { after }] of requests.entries()) {
          for (const earlier of after!) {
            expect(earlier).toBeLessThan(number)
            for (const one of [earlier, ...before[earlier]!]) before[number]!.add(one)
          }
        }
        const share = (a: number, b: number) =>
          requests[a]!.actions.some(i => requests[b]!.actions.some(j => i === j || related(abouts[i]!, abouts[j]!)))
        for (const [number, { after }] of requests.entries()) {
          for (let earlier = 0; earlier < number; earlier++) {
            if (share(earlier, number)) expect(before[number]!.has(earlier)).toBe(true)
            if (after!.includes(earlier)) expect(share(earlier, number)).toBe(true)
          }
        }
      }),
      share(800, slug, slugs.length),
    )
  })
})

const request = { url: { '@template': 'https://x.example/{{payload.kind}}' }, body: { '@path': '$.payload.id' } }
const fields = Object.fromEntries(['kind', 'id', 'ids'].map(key => [key, { type: 'object' }]))

/** An action for batches of several kinds, by their URL, and one that is never in a batch. */
const demo = compile({
  slug: 'demo',
  name: 'Demo',
  subject: { '@path': '$.payload.ids' },
  actions: {
    together: { fields, requests: [request], batch: { request: { body: { all: { '@path': '$.items' } } } } },
    alone: { fields, requests: [request] },
  },
} as unknown as Definition)

const sending = (kinds: readonly (string | undefined)[]) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      about: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    }),
    { maxLength: 30 },
  )

function batchesOf(sendings: readonly Sending[]): number {
  const actions = sendings.map(({ kind, about }, id): Action => {
    const action = kind === undefined ? 'alone' : 'together'
    return {
      destination: 'demo',
      subscription: 's',
      action,
      subject: [],
      payload: { id, ids: about, kind: kind ?? 'x' },
    }
  })
  const { requests } = demo.requests(actions, { batch: true })
  expect(
    overtaken(
      actions,
      sendings.map(({ about }) => about),
      requests,
    ),
  ).toEqual([])
  return requests.filter(({ body }) => body!.startsWith('{')).length
}

test('one kind of batch needs as many batches as the longest chain', () => {
  fc.assert(
    fc.property(sending(['k', 'k', undefined]), sendings => {
      expect(batchesOf(sendings)).toBe(longestChain(sendings))
    }),
    { numRuns: runs(200) },
  )
})

test('several kinds of batches need as many batches as the rule', () => {
  fc.assert(
    fc.property(sending(['k', 'l', 'm', undefined]), sendings => {
      expect(batchesOf(sendings)).toBe(packedByRule(sendings))
    }),
    { numRuns: runs(200) },
  )
})
