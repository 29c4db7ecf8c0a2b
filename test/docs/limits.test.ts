import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cost } from '../../src/value/index.ts'
import { readPage, readTable } from './page.ts'

const page = readPage('docs/limits.md')
const source = readFileSync(new URL('../../src/value/cost.ts', import.meta.url), 'utf8')

test('the page lists every price', () => {
  const prices = [...source.matchAll(/\/\*\* (.+?)\.? \*\/\nexport const (\w+) = /g)].map(([, text, name]) => {
    const units = cost[name as keyof typeof cost].toLocaleString('en-US')
    return [text!.charAt(0).toLowerCase() + text!.slice(1), units]
  })
  expect(prices.map(([text]) => text).length).toBe(Object.keys(cost).length)
  expect(readTable(page, 'price of').toSorted()).toEqual(prices.toSorted())
})

test('its codes exist', () => {
  const codes = [...page.matchAll(/CM\d{3}/g)].map(([code]) => code)
  for (const code of codes) expect(() => readPage(`docs/errors/${code}.md`)).not.toThrow()
})
