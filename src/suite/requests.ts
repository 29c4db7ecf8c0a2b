import { type Pointer, pointer } from '../value/index.ts'
import { compare } from './compare.ts'
import type { Mismatch } from './mismatch.ts'
import { decodeRequest, type Output } from './output.ts'
import type { Expectation } from './suite.ts'

/** Compares all requests, as they are sent together, with `expect.requests` and `expect.requestsContain`. */
export function checkRequests(expect: Expectation, { requests }: Output, at: Pointer): Mismatch[] {
  const received = requests.map(({ request }) => decodeRequest(request))
  return (['requests', 'requestsContain'] as const).flatMap((key): Mismatch[] => {
    const expected = expect[key]
    if (expected === undefined) return []
    const differences = compare(expected, received, { isPart: key === 'requestsContain' })
    if (differences.length === 0) return []
    const places = differences.length === 1 ? '1 place' : `${differences.length} places`
    return [{ at: pointer(at, key), differences, message: `the requests differ in ${places}` }]
  })
}
