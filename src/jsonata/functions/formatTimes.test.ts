import { expect, test } from 'vitest'
import { formatMillis } from './formatMillis.ts'
import { formatTimes } from './formatTimes.ts'

const format = formatTimes.implementation as (value: unknown, picture: string) => unknown

test.for([
  '[Y0001]-[M01]-[D01] [H01]:[m01]:[s01].[f001]',
  '[D1o] [MNn] [Y], [h]:[m01] [PN] [[UTC]]',
  '[Z]',
  'no parts',
])('%s has the format of $fromMillis', picture => {
  for (const time of ['2024-05-01T12:34:56.789Z', '1969-12-31 23:59:59.5-07:30', '0001-01-01T00:00Z'])
    expect(format(time, picture)).toBe(formatMillis(Date.parse(time), picture))
})

test('keeps values that are not times, and does not change the input', () => {
  const value = Object.freeze({
    a: '2024-05-01',
    b: '2024-02-30T00:00:00Z',
    c: null,
    d: [1, true, 'x'],
    ['__proto__']: 'y',
  })
  expect(format(value, '[Y]')).toEqual(value)
})
