import { expect, test } from 'vitest'
import { findWait } from './wait.ts'

const date = 'Sun, 06 Nov 2022 08:49:37 GMT'

test.each<[headers: Record<string, string>, seconds: number | undefined]>([
  [{ 'retry-after': '12' }, 12],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'Sun, 06 Nov 2022 08:50:37 GMT', date }, 60],
  [{ 'retry-after': '2022-11-06T08:50:37Z', date }, 60],
  [{ 'retry-after': '2022-11-06T08:50:37', date }, undefined],
  [{ 'retry-after': '1 Z', date }, undefined],
  [{ 'retry-after': 'Sun, 06 Nov 2022 08:50:37 GMT' }, undefined],
  [{ 'retry-after': '1667724637', date }, 60],
  [{ 'retry-after': '99999999999999999999', date }, undefined],
  [{ 'x-ratelimit-reset': '30', date }, 30],
  [{ 'x-ratelimit-reset': '1667724637', date }, 60],
  [{ 'x-ratelimit-reset': '1667724637000', date }, 60],
  [{ 'x-ratelimit-reset': '1667724637' }, undefined],
  [{ 'ratelimit-reset': '1667724637', date }, 60],
])('%j is a wait of %j seconds', (headers, seconds) => {
  expect(findWait({ status: 429, headers, body: undefined })).toBe(seconds)
})
