import type { JsonObject } from '../../src/api/index.ts'

const id = { type: 'string', required: true, default: { '@path': '$.messageId' } }
const item = (part: number) => ({ id: { '@path': '$.payload.id' }, part })
const single = (part: number) => ({ url: `https://api.example.com/parts/${part}`, body: { alone: item(part) } })
const response = {
  errors: {
    list: { '@path': '$.response.body.failed' },
    index: { '@path': '$.error.at' },
    message: { '@path': '$.error.why' },
  },
}
const batch = {
  maxItems: 6,
  item: { '@path': '$.body.alone' },
  request: { url: 'https://api.example.com/batch', body: { list: { '@path': '$.items' } }, response },
}
const eachPart = {
  forEach: { '@jsonata': '[0, 1]' },
  url: 'https://api.example.com/parts/each',
  body: { alone: { id: { '@path': '$.payload.id' }, part: { '@path': '$.item' } } },
}
const action = (requests: readonly object[], others: object = {}) => ({ fields: { id }, requests, ...others })
const on = (kind: string) => ({ name: kind, action: kind, trigger: `event = "${kind}"` })

/** A vendor with tokens, batches, and actions of several requests. */
export const definition = {
  slug: 'demo',
  name: 'Demo',
  settings: { clientSecret: { type: 'secret', required: true } },
  tokens: {
    oauth: {
      request: {
        url: 'https://api.example.com/token',
        encoding: 'form',
        auth: { basic: { username: 'client-1', password: { '@path': '$.settings.clientSecret' } } },
        body: { grant_type: 'refresh_token', refresh_token: { '@path': '$.tokens.refresh' } },
      },
      values: { access: { '@path': '$.response.body.access' }, refresh: { '@path': '$.response.body.refresh' } },
      expires: { '@path': '$.response.body.expires_in' },
    },
  },
  request: { auth: { bearer: { '@path': '$.tokens.access' } } },
  actions: {
    single: action([single(0)]),
    batch: action([single(0)], { batch }),
    pair: action([single(0), single(1)]),
    pairs: action([eachPart], { batch }),
    both: action([single(0), single(1)], { batch: { ...batch, item: [item(0), item(1)] } }),
    empty: action([{ ...single(0), when: { '@jsonata': 'false' } }]),
  },
  subscriptions: ['single', 'batch', 'pair', 'pairs', 'both', 'empty'].map(on),
} as unknown as JsonObject
