import { describe, expect, test } from 'vitest'
import { catalogue, sentFor } from './catalogue.ts'

const cases = catalogue('google-analytics-4', { measurementId: 'G-1', apiSecret: 'secret-1' })

describe.skipIf(cases.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(cases)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})
