import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../src/api/index.ts'
import { bundled, expandedDefinition, requiredSettings, slugs } from '../destinations/sent.ts'
import { share } from '../seed.ts'
import { deepFrozen, hostileJson } from './hostile.ts'

const actions = slugs.flatMap(slug => {
  const definition = expandedDefinition(slug)
  return Object.keys(definition.actions).map(action => ({ slug, definition, action }))
})

/** Values that a field takes, and values that it does not; often none at all. */
function valuesOf(field: FieldDefinition): fc.Arbitrary<unknown> {
  const choices = field.choices?.map(choice => (typeof choice === 'object' ? choice.value : choice)) ?? []
  const plausible = [
    'https://hooks.slack.com/x',
    'http://a.example',
    'a@b.co',
    '12',
    '2024-05-01T00:00:00Z',
    7,
    true,
    {},
    'x',
  ]
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...(choices.length > 0 ? choices : plausible)) },
    { weight: 1, arbitrary: hostileJson },
  )
}

describe('random payloads of every action', () => {
  test.each(actions)('$slug $action', ({ slug, definition, action }) => {
    const fields = Object.entries(definition.actions[action]!.fields).filter(([key]) => key !== '$ref')
    const mapping = Object.fromEntries(fields.map(([key]) => [key, { '@path': `$.properties['${key}']` }]))
    const subscriptions = [{ name: 'any', action, trigger: 'type = "track"', mapping }]
    const destination = bundled(slug, requiredSettings(definition), subscriptions)
    const properties = fc.record(Object.fromEntries(fields.map(([key, field]) => [key, valuesOf(field)])), {
      requiredKeys: [],
    })
    fc.assert(
      fc.property(fc.array(properties, { maxLength: 3 }), fc.boolean(), (events, batch) => {
        const calls = events.map(one => deepFrozen({ type: 'track', properties: one }))
        const results = calls.map(call => destination.map(call))
        results.forEach(({ actions, failures }, i) => {
          const isSkipped = actions.length === 0 && destination.explain(calls[i]).verdicts[0]!.verdict === 'skipped'
          expect(actions.length + Math.min(failures.length, 1) + Number(isSkipped)).toBe(1)
        })
        const all = deepFrozen(results.flatMap(result => result.actions))
        const { requests, failures } = destination.requests(all, { batch })
        expect(JSON.stringify(destination.requests(all, { batch }).requests)).toBe(JSON.stringify(requests))
        for (const { method, url, headers, body } of requests) {
          expect(method).toMatch(/^[A-Z]+$/)
          expect(new URL(url)).toMatchObject({ protocol: 'https:', username: '', password: '' })
          if (body !== undefined) expect(() => new Headers(headers)).not.toThrow()
        }
        for (const { code, message } of failures)
          expect([code, message]).toEqual([expect.stringMatching(/^CM9/), expect.any(String)])
      }),
      share(2000, `${slug} ${action}`, actions.length),
    )
  })
})
