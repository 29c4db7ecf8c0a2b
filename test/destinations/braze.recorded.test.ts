import { describe, expect, test } from 'vitest'
import { catalogue, sentFor } from './catalogue.ts'

const cases = catalogue('braze', { api_key: 'key-1', app_id: 'app-1', endpoint: 'https://rest.iad-01.braze.com' })

describe.skipIf(cases.length === 0)('sends the requests of the published destination (needs recordings)', () => {
  test.for(cases)('$name', one => expect(sentFor(one)).toEqual(one.requests))
})
