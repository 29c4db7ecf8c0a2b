import { describe, expect, it } from 'vitest'
import { JsonDocument } from '../../document/index.ts'
import { parseSuite } from '../../suite/index.ts'
import type { FileSystem } from '../workspace.ts'
import { findBlocks, parseTestPlace, printTestPlace, testAt } from './place.ts'

const text = `{ "tests": [
  { "name": "one", "event": { "type": "track" },
    "skip": true },
  { "name": "row $id", "event": { "type": "track" },
    "each": [{ "id": 1 },
      { "id": 2 }, { "id": 3 }],
    "set": { "/userId": { "$param": "id" } } },
  { "name": "two", "event": { "type": "track" } }, { "name": "three", "event": { "type": "track" } }
] }
`

const files: FileSystem = { read: () => '', stat: () => undefined, glob: () => [], relative: (_, path) => path }
const blocks = (text: string) => {
  const document = JsonDocument.parse({ file: 'x.test.json', text })
  return findBlocks(document, parseSuite(document.value))
}
const find = (place: string) => testAt(parseTestPlace(files, place)!, blocks(text)).name

describe('the place of a test', () => {
  it.each([
    ['#2', 'one'],
    ['#3', 'one'],
    ['#4', 'row 1'],
    ['#5', 'row 1'],
    ['#6', 'row 2'],
    ['#6:20', 'row 3'],
    ['#7', 'row 1'],
    ['#8', 'two'],
    ['#8:52', 'three'],
    ['#8:53', 'two'],
  ])('%s', (place, name) => expect(find(`x.test.json${place}`)).toBe(name))

  it.each(['#1', '#9', '#0'])('%s starts no test', place => {
    expect(() => find(`x.test.json${place}`)).toThrow('there is no test at line')
  })

  it.each(['x.test.json', 'x.test.json#', 'events.ndjson#3', '-', 'x.json#1:2:3'])('%s is not a place', place => {
    expect(parseTestPlace(files, place)).toBeUndefined()
  })

  it.each([
    ['in the original layout', text],
    ['with a line per value', JSON.stringify(JSON.parse(text), null, 2)],
    ['on one line', JSON.stringify(JSON.parse(text))],
  ])('is printed so that it finds the test: %s', (_, text) => {
    const all = blocks(text)
    for (const { test } of all)
      expect(testAt(parseTestPlace(files, printTestPlace('x.json', all, test))!, all)).toBe(test)
  })
})
