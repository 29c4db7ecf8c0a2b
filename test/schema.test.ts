import { expect, test } from 'vitest'
import { definitionSchema } from '../src/destination/schema.ts'
import { suiteSchema } from '../src/suite/index.ts'

test('schema/destination.json is the schema that definitions are checked with (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(definitionSchema, null, 2)}\n`).toMatchFileSnapshot('../schema/destination.json')
})

test('schema/test.json is the schema that files of tests are checked with (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(suiteSchema, null, 2)}\n`).toMatchFileSnapshot('../schema/test.json')
})
