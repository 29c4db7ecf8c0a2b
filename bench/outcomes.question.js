import { compile } from '../dist/api/index.js'
import { measure, report } from './measure.js'

export const question = 'outcomes: reading the answer to a delivered batch of 50, beside making its request'

const definition = {
  slug: 'bench',
  name: 'Bench',
  actions: {
    record: {
      fields: {
        user: { type: 'string', default: { '@path': '$.userId' } },
        event: { type: 'string', default: { '@path': '$.event' } },
        data: { type: 'object', default: { '@path': '$.properties' } },
      },
      requests: [{ url: 'https://api.example.com/events', body: { '@path': '$.payload' } }],
      batch: {
        maxItems: 50,
        request: {
          body: { events: { '@path': '$.items' } },
          response: {
            rules: [{ status: 200, when: { '@jsonata': "response.body.status = 'error'" }, outcome: 'rejected' }],
            errors: {
              list: { '@path': '$.response.body.errors' },
              index: { '@path': '$.error.index' },
              message: { '@path': '$.error.message' },
            },
          },
        },
      },
    },
  },
  subscriptions: [{ name: 'all', action: 'record', trigger: 'type = "track"' }],
}

export async function run() {
  const destination = compile(definition)
  const actions = Array.from({ length: 50 }, (_, i) => {
    const properties = { order_id: `o-${i}`, total: i, currency: 'EUR', products: [{ sku: `s-${i}`, quantity: 1 }] }
    return destination.map({ type: 'track', event: 'Order Completed', userId: `u-${i}`, properties }).actions
  }).flat()
  const [request] = destination.requests(actions).requests
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok","errors":[]}' }
  const ns = await measure({
    outcomes: () => destination.outcomes(request, answer).outcomes.length,
    requests: () => destination.requests(actions).requests.length,
  })
  report('of making the request', ns.outcomes / ns.requests, { atMost: 0.1 })
}
