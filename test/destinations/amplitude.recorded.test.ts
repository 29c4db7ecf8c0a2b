import { describe, expect, test } from 'vitest'
import { catalogue, sentFor } from './catalogue.ts'
import { decode } from './sent.ts'

const cases = catalogue('amplitude', { apiKey: 'key-1', secretKey: 'secret-1', endpoint: 'north_america' })

/** The published destination sends IDs of fewer than five characters, which Amplitude refuses. */
const shortIds = ['identifyUser: wrong identify', 'groupIdentifyUser: wrong group']

describe.skipIf(cases.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(cases)('$name', one =>
    expect(sentFor(one)).toEqual(
      one.requests === 'rejected' || shortIds.includes(one.name) ? 'rejected' : one.requests.map(decode),
    ),
  )
})
