import { expect, test } from 'vitest'
import { beginRun, endRun, mostUnits, unitsLeft } from './budget.ts'
import { readJson } from './jsonOrText.ts'

function used(text: string): number {
  const outer = beginRun(mostUnits)
  readJson(text)
  const units = mostUnits - unitsLeft()
  endRun(outer)
  return units
}

test.each([
  ['lists in lists', '['.repeat(1000) + ']'.repeat(1000), 2000 * 20 + 1000 * 100],
  ['lists that do not end', '['.repeat(1000), 1000 * (20 + 100)],
  ['objects', '[{"a":1},{"b":2}]', 17 * 20 + 3 * 100 + 2 * 200],
  ['text', 'a'.repeat(1000), 1000 * 20],
])('parsing %s pays for each character, list, object and member', (_, text, units) => {
  expect(used(text)).toBe(units)
})
