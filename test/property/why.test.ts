import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../src/api/analysis.ts'
import { bundled, definitionOf, requiredSettings, slugs } from '../destinations/sent.ts'
import { share } from '../seed.ts'
import { deepFrozen, hostileEvent } from './hostile.ts'

const destinations = slugs.map(slug => [slug, bundled(slug, requiredSettings(definitionOf(slug)))] as const)

/** The pointers of all values in a payload that are not objects or arrays. */
function leaves(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value)
    .slice(0, 5)
    .flatMap(([key, member]) => leaves(member, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
}

describe.each(destinations)('%s', (slug, destination) => {
  test('explaining changes no result, and finds the source of every value', () => {
    fc.assert(
      fc.property(hostileEvent, event => {
        const frozen = deepFrozen(event)
        const mapped = destination.map(frozen)
        const before = JSON.stringify(mapped)
        const traces = inspect(destination).trace(frozen)
        const sent = traces.flatMap(({ subscription, action, payload }) =>
          payload ? [{ destination: destination.slug, subscription, action, payload }] : [],
        )
        const failures = traces.flatMap(trace => trace.failures)
        const made = mapped.actions.map(({ subject, messageId, ...action }) => action)
        expect(JSON.stringify({ actions: sent, failures })).toBe(JSON.stringify({ ...mapped, actions: made }))
        for (const { subscription, payload } of sent) {
          for (const path of leaves(payload)) {
            const { answer, steps, fired } = inspect(destination).why(frozen, subscription, { path })
            expect(fired).toBe(true)
            expect(answer).toMatch(/ = /)
            expect(steps.some(({ source }) => source !== undefined)).toBe(true)
            for (const { pointer } of steps) expect(pointer).toMatch(/^\/(subscriptions|actions)\//)
          }
        }
        expect(JSON.stringify(destination.map(frozen))).toBe(before)
      }),
      share(400, slug, slugs.length),
    )
  })

  test('a false trigger names its clause, and a forced one has a payload, failures or a skip', () => {
    fc.assert(
      fc.property(hostileEvent, event => {
        for (const { subscription } of inspect(destination).subscriptions) {
          const { fired, steps, answer } = inspect(destination).why(event, subscription)
          if (!fired && !/disabled|integrations/.test(answer))
            expect(steps.some(({ reason }) => reason !== undefined)).toBe(true)
          const forced = inspect(destination).why(event, subscription, { force: true })
          const isSkipped =
            forced.answer.startsWith(`${subscription} sends nothing: `) || / (is|would be) skipped/.test(forced.answer)
          expect(forced.value !== undefined || forced.failures.length > 0 || isSkipped).toBe(true)
        }
      }),
      share(400, slug, slugs.length),
    )
  })
})
