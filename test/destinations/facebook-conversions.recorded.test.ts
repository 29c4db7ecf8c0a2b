import { describe, expect, test } from 'vitest'
import { catalogue, sentFor } from './catalogue.ts'

const cases = catalogue('facebook-conversions', {
  pixelId: 'pixel-1',
  testEventCode: 'TEST1',
  accessToken: 'undefined',
})

describe.skipIf(cases.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(cases)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})
