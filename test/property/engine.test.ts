import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { cpuTime } from '../cpuTime.ts'
import { bundled, definitionOf, requiredSettings, slugs } from '../destinations/sent.ts'
import { sample, share } from '../seed.ts'
import { deepFrozen, hostileEvent, hostileJson } from './hostile.ts'

const destinations = slugs.map(slug => bundled(slug, requiredSettings(definitionOf(slug))))

/** Too deep for any recursion, and far more keys than any event. */
let deep: unknown = 'end'
for (let i = 0; i < 10_000; i++) deep = { deep, url: 'https://x.example' }
const large = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key ${i}`, 'x'.repeat(100)]))

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

describe.each(destinations.map(destination => [destination.slug, destination] as const))('%s', (slug, destination) => {
  test('random events give actions or failures, twice the same, and stay unchanged', () => {
    fc.assert(
      fc.property(hostileEvent, event => {
        const frozen = deepFrozen(event)
        const { actions, failures } = destination.map(frozen)
        expect(JSON.stringify(destination.map(frozen))).toBe(JSON.stringify({ actions, failures }))
        for (const { subscription, action, code, message } of failures) {
          expect(subscription && action && message).toBeTruthy()
          expect(code).toMatch(/^CM9\d\d$/)
        }
        const { requests, failures: unsent } = destination.requests(deepFrozen(actions))
        for (const { method, url, headers } of requests) {
          expect(method).toMatch(/^[A-Z]+$/)
          expect(new URL(url).protocol).toBe('https:')
          for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n]/)
        }
        expect(unsent).toEqual([])
      }),
      share(2000, slug, slugs.length),
    )
  })

  test('explain and map agree', () => {
    fc.assert(
      fc.property(hostileEvent, event => {
        const frozen = deepFrozen(event)
        const { actions, failures } = destination.map(frozen)
        const { verdicts } = destination.explain(frozen)
        const made = verdicts.filter(({ payload }) => payload !== undefined)
        expect(made.map(({ subscription, payload }) => [subscription, payload])).toEqual(
          actions.map(({ subscription, payload }) => [subscription, payload]),
        )
        const refused = verdicts.flatMap(({ failures = [] }) =>
          failures.map(({ code, at, message }) => [code, at, message]),
        )
        const results = actions.map(action => destination.requests([action]))
        const expected = [...failures, ...results.flatMap(result => result.failures)]
        expect(refused.toSorted()).toEqual(expected.map(({ code, at, message }) => [code, at, message]).toSorted())
        const skipped = made.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason)
        expect(skipped).toEqual(results.flatMap(result => result.skipped.map(({ message }) => message)))
        for (const { verdict, clauses } of verdicts) if (verdict === 'unmatched') expect(clauses).not.toEqual([])
      }),
      share(1000, slug, slugs.length),
    )
  })

  test('random JSON in the place of events and actions never throws', () => {
    fc.assert(
      fc.property(hostileJson, value => {
        destination.map(value)
        destination.explain(value)
        destination.requests(value as never)
      }),
      share(1500, slug, slugs.length),
    )
  })

  test.each(sample(['identify', 'group', 'track', 'page', 'screen', 'alias'], slug))(
    '%s: deep and large events never throw',
    type => {
      const ids = { type, userId: 'u', groupId: 'g', previousId: 'p', event: 'E', name: 'N' }
      for (const value of [deep, large, [deep], [large]]) {
        const start = cpuTime()
        const { actions, failures } = destination.map({ ...ids, traits: value, properties: value, context: value })
        const { requests, failures: unsent } = destination.requests(actions)
        expect(actions.length + failures.length).toBeLessThan(20)
        expect(requests.length + unsent.length).toBeGreaterThanOrEqual(actions.length)
        expect(cpuTime() - start).toBeLessThan(5000)
      }
    },
  )
})
