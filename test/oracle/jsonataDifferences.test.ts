import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { compileJsonata } from '../../src/jsonata/index.ts'
import { listedExpressions } from './listedDifferences.ts'

/** JSON of a result, or the code of an error. */
async function written(evaluate: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await evaluate()) ?? 'absent'
  } catch (error) {
    return (error as { code?: string }).code ?? 'error'
  }
}

test.each(listedExpressions())('$difference', async ({ expression, published, ours }) => {
  expect(await written(() => jsonata(expression).evaluate({}))).toBe(published)
  expect(await written(() => compileJsonata(expression)({}))).toBe(ours)
  expect(ours).not.toBe(published)
})
