import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../src/mapping/index.ts'
import { compileTrigger } from '../../src/trigger/index.ts'
import { readJsonBlock, readPage, readTable } from './page.ts'

describe('docs/triggers.md', () => {
  const page = readPage('docs/triggers.md')
  const event = readJsonBlock(page, 'event')
  const rows = readTable(page, 'trigger').map(([trigger, result]) => [trigger!, result!] as const)

  test.each(rows)('%s is %s', (trigger, result) => {
    expect(String(compileTrigger(trigger)(event))).toBe(result)
  })

  test.each([
    ['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or', '!', 'not'],
    ['contains', 'match', 'length', 'lowercase', 'uppercase', 'typeof'],
  ])('shows %s', (...words) => {
    expect(words.filter(word => !page.includes(word))).toEqual([])
  })
})

describe('docs/mappings.md', () => {
  const page = readPage('docs/mappings.md')
  const input = readJsonBlock(page, 'input')
  const rows = readTable(page, 'mapping').map(([mapping, result]) => [mapping!, result!] as const)

  test.each(rows)('%s gives %s', (mapping, result) => {
    const expected = result === 'the whole input' ? input : JSON.parse(result)
    expect(compileMapping(JSON.parse(mapping))(input)).toEqual(expected)
  })
})
