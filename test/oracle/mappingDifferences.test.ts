import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActionDefinition, Json, JsonObject } from '../../src/api/index.ts'
import { compileMapping } from '../../src/api/languages.ts'
import { findMappingDifferences } from '../../src/segment/mappingDifferences.ts'
import { cpuTime } from '../cpuTime.ts'
import { runs } from '../seed.ts'
import { directive, event } from './anyMapping.ts'
import { listedDifferences } from './listedDifferences.ts'

const kit = createRequire(import.meta.url)('@segment/actions-core/mapping-kit')

const written = (compute: () => unknown): string => {
  try {
    return JSON.stringify(compute()) ?? 'absent'
  } catch {
    return 'failure'
  }
}
const published = (mapping: JsonObject, event: Json) => written(() => kit.transform(structuredClone(mapping), event))
const ours = (mapping: JsonObject, event: Json) => written(() => compileMapping(mapping)(event))

/** Finds the differences of a mapping, and checks each with the package. */
function differences(mapping: JsonObject, trigger = 'type = "track"') {
  const found = findMappingDifferences(trigger, mapping, anything)!
  for (const { event } of found) expect(published(mapping, event)).not.toBe(ours(mapping, event))
  return found
}

/** A field of an unknown type has no checks, so mapped values are compared unchanged. */
const anything = { value: { type: 'any' } } as unknown as ActionDefinition['fields']

/** Differences that no tried event shows, or no event at all. */
const beyondSearch = /Liquid|`toString`|^Directives inside a list/

describe('finds every listed difference', () => {
  test.each(listedDifferences())('$difference', ({ difference, mapping }) => {
    expect(differences({ value: mapping })).toHaveLength(beyondSearch.test(difference) ? 0 : 1)
  })
})

test('finds the differences that random events show', () => {
  const hostile = /__proto__|toString/
  const events = fc.sample(event, 500).filter(event => !hostile.test(JSON.stringify(event)))
  const calls = events.map(event => ({ ...event, type: 'track' }))
  let shown = 0
  fc.assert(
    fc.property(directive, value => {
      const mapping = { value }
      if (ours(mapping, {}) === 'failure') return
      const found = differences(mapping)
      const isShown = calls.some(call => published(mapping, call) !== ours(mapping, call))
      if (!isShown) return
      shown++
      expect(found).not.toEqual([])
    }),
    // The example is found only if several paths are varied.
    { numRuns: runs(500), examples: [[{ '@template': '{{a}}{{{ length }}}' }]] },
  )
  expect(shown).toBeGreaterThan(runs(10))
})

const text = { name: { type: 'string' }, data: { type: 'object' } } as const

describe('compares only sent values', () => {
  test.each<[string, Json, number]>([
    ['a string field drops the empty string', { '@if': { exists: { '@path': '$.a' }, then: 'x', else: '' } }, 0],
    ['a string field keeps a zero', { '@if': { exists: { '@path': '$.a' }, then: 'x', else: 0 } }, 1],
    ['a string field refuses an object from either side', { '@path': '$.properties' }, 0],
  ])('%s', (_, name, count) => {
    expect(findMappingDifferences('type = "track"', { name }, text)).toHaveLength(count)
  })

  test('a mapping without a field has no difference', () => {
    const other = { '@if': { exists: { '@path': '$.a' }, else: 0 } }
    expect(findMappingDifferences('type = "track"', { other }, text)).toEqual([])
  })
})

test('finds a difference for each part of a payload, with an event that the trigger admits', () => {
  const choice = (path: string) => ({ '@if': { exists: { '@path': path }, then: 1, else: 0 } })
  const mapping = {
    data: { a: choice('$.properties.a'), list: [{ b: choice('$.event') }], c: { '@path': '$.userId' } },
  }
  const found = findMappingDifferences('type = "page" or event in ["A", "B"]', mapping, text)!
  expect(found.map(({ at, event }) => [at, event])).toEqual([
    ['/data/a', { type: 'page' }],
    ['/data/list/0/b', { type: 'page' }],
  ])
  expect(findMappingDifferences('type = "page" and type = "track"', mapping, text)).toBeUndefined()
})

test('a mapping of thousands of values is searched with fewer events', () => {
  const members = Array.from({ length: 3000 }, (_, i) => [`k${i}`, { '@path': `$.properties.p${i}` }])
  const merge = { '@merge': { direction: 'right', objects: [Object.fromEntries(members)] } }
  const start = cpuTime()
  expect(findMappingDifferences('type = "track"', { value: merge }, text)).toHaveLength(0)
  expect(cpuTime() - start).toBeLessThan(20_000)
})
