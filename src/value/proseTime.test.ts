import { expect, test } from 'vitest'
import { parseProse } from './proseTime.ts'
import { printIso } from './time.ts'

test.each([
  ['Fri, 02 Jan 2026 03:04:05 GMT', '2026-01-02T03:04:05.000Z'],
  ['2 Jan 2026 03:04 +0130', '2026-01-02T01:34:00.000Z'],
  ['Fri Jan 02 2026 03:04:05 GMT+0100 (Central European Standard Time)', '2026-01-02T02:04:05.000Z'],
  ['Fri Jan 02 2026 03:04:05 GMT-0800', '2026-01-02T11:04:05.000Z'],
  ['2026-01-02 03:04:05 UTC', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04:05.123456 +0100', '2026-01-02T02:04:05.123456Z'],
  ['20260102', '2026-01-02T00:00:00.000Z'],
])('%s is %s', (text, printed) => {
  expect(printIso(parseProse(text)!)).toBe(printed)
})

test.each([
  ...['', '2026-01-02', 'Fri, 31 Feb 2026 03:04:05 GMT', 'Fri, 02 Foo 2026 03:04:05 GMT', 'Fri, 02 Jan 2026 03:04:05'],
  ...['Fri, 02 Jan 2026 25:04:05 GMT', 'Fri Jan 02 2026', 'January 2, 2026', '01/02/2026', '2026-02-30 03:04:05 UTC'],
  ...['20260230', '2026010', '202601021', '18991231', '2026-01-02 03:04:05 CET'],
])('%j is none', text => {
  expect(parseProse(text)).toBeUndefined()
})
