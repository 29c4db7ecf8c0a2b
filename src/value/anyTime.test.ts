import { expect, test } from 'vitest'
import { parseTime, printIso } from './index.ts'

test.each<[unknown, string]>([
  ['2026-03-02T09:00:00.5+01:00', '2026-03-02T08:00:00.500Z'],
  ['20260302T090000Z', '2026-03-02T09:00:00.000Z'],
  ['Mon, 02 Mar 2026 09:14:05 GMT', '2026-03-02T09:14:05.000Z'],
  ['20260302', '2026-03-02T00:00:00.000Z'],
  [1736000000, '2025-01-04T14:13:20.000Z'],
  [1736000000.25, '2025-01-04T14:13:20.250Z'],
  [1736000000123, '2025-01-04T14:13:20.123Z'],
  ['1736000000', '2025-01-04T14:13:20.000Z'],
  ['1736000000123', '2025-01-04T14:13:20.123Z'],
  ['-1', '1969-12-31T23:59:59.000Z'],
  [new Date(123), '1970-01-01T00:00:00.123Z'],
  [0, '1970-01-01T00:00:00.000Z'],
])('%j is %s', (value, printed) => {
  expect(printIso(parseTime(value)!)).toBe(printed)
})

test.each(['', 'garbage', ' 1736000000', '1e9', '0x10', true, null, {}, [], undefined, 5n])(
  '%s is not a time',
  value => {
    expect(parseTime(value)).toBeUndefined()
  },
)

test.each([new Date(Number.NaN), Number.NaN, Number.POSITIVE_INFINITY, 1e18, '1'.repeat(400)])(
  '%s is not printed',
  value => {
    const moment = parseTime(value)
    expect(moment && printIso(moment)).toBeUndefined()
  },
)
