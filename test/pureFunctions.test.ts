import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileMapping } from '../src/api/languages.ts'
import { pureFunctions } from '../src/jsonata/index.ts'
import { deepFrozen } from './property/hostile.ts'

const examples = pureFunctions.flatMap(({ name, examples }) =>
  examples.map((example, i) => ({ ...example, input: example.input ?? {}, title: `$${name} ${i + 1}` })),
)

describe('functions for destinations', () => {
  test.each(pureFunctions.map(added => [added.name, added] as const))(
    '$%s has a file with its name',
    (name, { summary }) => {
      expect(readdirSync(new URL('../src/jsonata/functions/', import.meta.url))).toContain(`${name}.ts`)
      expect(summary).toMatch(/^[A-Z].*\.$/)
    },
  )

  test.each(examples)('$title: gives its result', ({ expression, input, result }) => {
    const map = compileMapping({ '@jsonata': expression })
    expect(map(deepFrozen(input))).toStrictEqual(result)
    expect(map(deepFrozen(input))).toStrictEqual(result)
  })

  test.each(pureFunctions.map(({ name }) => name))('$%s of any value returns a value or throws a coded error', name => {
    for (const value of [undefined, null, true, 1, '', 'x', [], ['x'], {}, { __proto__: 1 }]) {
      for (const rest of ['', ", 'x'", ", ['x']", ', missing', ', missing, missing', ", [{ 'toString': 1 }]"]) {
        try {
          compileMapping({ '@jsonata': `$${name}(value${rest})` })({ value })
        } catch (error) {
          expect((error as { code?: string }).code ?? (error as { diagnostics?: unknown }).diagnostics).toBeDefined()
        }
      }
    }
  })
})
