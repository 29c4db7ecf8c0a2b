import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printTypes } from '../../src/api/analysis.ts'
import { definitionOf, slugs } from './sent.ts'

const asModule = `
declare const definition: import('callmap').Definition
export default definition
`

describe.each(slugs)('%s', slug => {
  test('ships its types (vitest -u writes them)', async () => {
    const text = printTypes([{ definition: definitionOf(slug) }])
    await expect(text + asModule).toMatchFileSnapshot(`../../destinations/${slug}/types.d.ts`)
  })

  test('is the same as a module', async () => {
    const address = new URL(`../../dist/destinations/${slug}.js`, import.meta.url)
    expect((await import(address.href)).default).toEqual(definitionOf(slug))
    expect(readFileSync(address, 'utf8')).toMatch(/^export default \{/)
  })
})
