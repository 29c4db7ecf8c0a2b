import { afterEach, describe, expect, test } from 'vitest'
import { dateFilters } from './liquidDates.ts'

const time = '2024-02-29T13:04:05.678Z'
const hostZone = process.env.TZ

afterEach(() => {
  if (hostZone === undefined) delete process.env.TZ
  else process.env.TZ = hostZone
})

describe('dateFilters', () => {
  const cases: [filter: string, value: unknown, given: unknown[], expected: unknown][] = [
    ['date', time, ['%Y-%m-%d %H:%M:%S.%L'], '2024-02-29 13:04:05.678'],
    ['date', time, [], 'Thursday, February 29, 2024 at 1:04 pm +0000'],
    ['date', time, ['%a %A %b %B %h %e %j %U %W %u %w %q'], 'Thu Thursday Feb February Feb 29 060 08 09 4 4 th'],
    [
      'date',
      time,
      ['%c | %x | %C %y %k %I %p %P %s'],
      expect.stringMatching(/^2\/29\/2024, 1:04:05.PM \| 2\/29\/2024 \| 20 24 13 01 PM pm 1709211845$/),
    ],
    [
      'date',
      time,
      ['%N %3N %z %:z %Z %% %Q %-m %_m %^b %#p %05d'],
      '678000000 678 +0000 +00:00 UTC % %Q 2  2 FEB pm 00029',
    ],
    ['date', time, ['%H:%M %Z %z', 'America/New_York'], '08:04 America/New_York -0500'],
    ['date', time, ['%H:%M %Z', -330], '18:34 +0530'],
    ['date', 0, ['%s'], '0'],
    ['date', '1700000000', ['%F %Y'], '%F 2023'],
    ['date', '2024-03-10T02:30:00Z', ['%H:%M'], '02:30'],
    ['date', '2024-03-10 02:30:00', ['%H:%M'], '02:30'],
    ['date', 'March 14, 2016 10:00', ['%F%H'], '%F10'],
    ['date', 'March 14, 2016 10:00 PM', ['%H'], '22'],
    ['date', 'Mon, 14 Mar 2016 10:00:00 GMT', ['%H'], '10'],
    ['date', 'Mon, 14 Mar 2016 10:00:00 +0200', ['%H'], '08'],
    ['date', 'no date', ['%H'], 'no date'],
    ['date', null, ['%H'], null],
    ['date', true, ['%H'], true],
    ['date_to_xmlschema', time, [], '2024-02-29T13:04:05+00:00'],
    ['date_to_rfc822', time, [], 'Thu, 29 Feb 2024 13:04:05 +0000'],
    ['date_to_string', time, [], '29 Feb 2024'],
    ['date_to_string', time, ['ordinal'], '29th Feb 2024'],
    ['date_to_long_string', '2024-05-02', ['ordinal', 'US'], 'May 2nd, 2024'],
    ['date_to_long_string', '2024-05-13', ['ordinal'], '13th May 2024'],
  ]

  test.each(cases)('%s of %j with %j', (filter, value, given, expected) => {
    for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
      process.env.TZ = zone
      expect(dateFilters[filter]!(value, ...given)).toEqual(expected)
    }
  })

  test('no filter reads the clock', () => {
    expect(() => dateFilters.date!('now', '%s')).toThrow('clock')
    expect(() => dateFilters.date_to_string!('today')).toThrow('clock')
  })
})
