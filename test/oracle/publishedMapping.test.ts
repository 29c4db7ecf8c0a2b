import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../src/api/index.ts'
import { publishedMapping, unwrapRoot } from '../../src/segment/published/mapping.ts'
import { checkPublished } from '../../src/segment/published/validate.ts'
import { runs } from '../seed.ts'
import { event, saved } from './anyMapping.ts'

const kit = createRequire(import.meta.url)('@segment/actions-core/mapping-kit')

const written = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value))

function modelled(mapping: Json, event: Json): string {
  try {
    checkPublished(unwrapRoot(mapping))
  } catch {
    return 'failure'
  }
  const { value, failure } = publishedMapping(mapping)(event)
  return failure === undefined ? written(value) : 'failure'
}

function published(mapping: Json, event: Json): string {
  try {
    return written(kit.transform(structuredClone(mapping), event))
  } catch {
    return 'failure'
  }
}

test('the model has the results of the package for random mappings', () => {
  let values = 0
  fc.assert(
    fc.property(saved, fc.array(event, { minLength: 1, maxLength: 4 }), (mapping, events) => {
      for (const event of events) {
        const expected = published(mapping, event)
        if (expected !== 'failure') values++
        expect(modelled(mapping, event)).toBe(expected)
      }
    }),
    { numRuns: runs(3000) },
  )
  expect(values).toBeGreaterThan(runs(1000))
})
