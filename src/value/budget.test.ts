import { expect, test } from 'vitest'
import { beginRun, chargeCase, endRun, mostUnits, unitsLeft } from './budget.ts'

test.each([
  ['Latin-1', 'é', 3],
  ['a ligature, which becomes three letters', 'ﬃ', 30],
  ['Latin-1 before one letter of Greek', `${'a'.repeat(99)}ΐ`, 30],
])('changing the case of %s', (_, text, price) => {
  const outer = beginRun(mostUnits)
  chargeCase(text)
  const units = mostUnits - unitsLeft()
  endRun(outer)
  expect(units).toBe(text.length * price)
})
