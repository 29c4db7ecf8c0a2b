import { expect, test } from 'vitest'
import { definitionSchema } from '../src/destination/schema.ts'
import { suiteSchema } from '../src/suite/index.ts'

test('schema/destination.json equals the schema of definitions (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(definitionSchema, null, 2)}\n`).toMatchFileSnapshot('../schema/destination.json')
})

test('schema/test.json equals the schema of test files (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(suiteSchema, null, 2)}\n`).toMatchFileSnapshot('../schema/test.json')
})
