import { describe, expect, test } from 'vitest'
import { catalogue, sentFor } from './catalogue.ts'

const cases = catalogue('iterable', { apiKey: 'key-1', dataCenterLocation: 'united_states' })

describe.skipIf(cases.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(cases)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})
