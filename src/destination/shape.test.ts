import { expect, test } from 'vitest'
import { definitionSchema } from './schema.ts'
import { patterns } from './shape.ts'

test('every pattern of the schema is described', () => {
  const text = JSON.stringify(definitionSchema, (key, value) => (key === 'propertyNames' ? undefined : value))
  const used = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern]) => JSON.parse(pattern!))
  expect(new Set(used)).toEqual(new Set(patterns.keys()))
})
