import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** An item of a request. */
export interface Item {
  readonly user: string
  readonly step: number
  /** `refused`: the vendor names it; `poison`: it refuses the whole batch; else it takes the item. */
  readonly kind: 'good' | 'refused' | 'poison'
}

export interface Accepted extends Item {
  readonly account: string
  /** Number of its request. */
  readonly request: number
  readonly authorization: string | undefined
}

type Reply = (response: ServerResponse) => void
export const reply =
  (status: number, body: unknown = '', headers = {}): Reply =>
  response =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

/** Answers of responses.md that settle nothing. */
const troubles: readonly Reply[] = [
  reply(429, '', { 'retry-after': '1' }),
  reply(429),
  reply(503, '', { 'retry-after': '1' }),
  reply(503),
  reply(500, 'rollup_error'),
  reply(502, '<html>bad gateway</html>'),
  reply(408),
  reply(200, { status: 'busy' }),
  response => response.destroy(),
]

/** A vendor that names refused items, refuses batches as a whole, asks for pauses and closes connections. */
export class Vendor {
  readonly accepted: Accepted[] = []
  requests = 0
  /** True: each answer closes its connection, and each request opens one. */
  closes = false
  /** Part of the requests that get trouble. */
  trouble = 0.02
  /** Answers an account in its own way; undefined: as usual. */
  behave: (account: string) => Reply | number | undefined = () => undefined
  /** Answers a request in its own way; undefined: as usual. */
  intercept: (request: { path: string; body: string; authorization: string | undefined }) => Reply | undefined = () =>
    undefined
  /** True for an item that makes the vendor break down. */
  fails: (item: Item) => boolean = () => false
  readonly #server: Server
  #seed = 1

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as { port: number }).port
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    try {
      for await (const chunk of request) text += chunk
    } catch {
      return // A killed worker does not finish its requests.
    }
    const number = ++this.requests
    if (this.closes) response.shouldKeepAlive = false
    const account = request.url!.split('/')[1]!
    const special = this.behave(account)
    if (typeof special === 'function') return special(response)
    if (special !== undefined) await new Promise(resolve => setTimeout(resolve, special))
    const { authorization } = request.headers
    const intercepted = this.intercept({ path: request.url!, body: text, authorization })
    if (intercepted) return intercepted(response)
    if (this.#random() < this.trouble) {
      return troubles[Math.floor(this.#random() * troubles.length)]!(response)
    }
    const body = JSON.parse(text) as Item | { items: Item[] }
    const items = 'items' in body ? body.items : [body]
    if (items.some(this.fails)) return reply(500)(response)
    if (items.some(({ kind }) => kind === 'poison')) return reply(400, { message: 'malformed' })(response)
    const failed = items.flatMap(({ kind }, index) => (kind === 'refused' ? [{ index, field: 'kind', why: 'no' }] : []))
    for (const item of items)
      if (item.kind === 'good') this.accepted.push({ account, request: number, authorization, ...item })
    if (failed.length === 0) return reply(200, {})(response)
    return reply('items' in body ? 207 : 422, { failed })(response)
  }

  #random(): number {
    this.#seed = (this.#seed * 48271) % 2147483647
    return this.#seed / 2147483647
  }
}

/** A destination of this vendor. */
export const definition = {
  slug: 'steps',
  name: 'Steps',
  settings: { url: { type: 'string', format: 'uri', required: true }, key: { type: 'secret', required: true } },
  request: {
    auth: { bearer: { '@path': '$.settings.key' } },
    response: {
      rules: [{ status: 200, when: { '@jsonata': 'response.body.status = "busy"' }, outcome: 'retry', after: 1 }],
    },
  },
  actions: {
    step: {
      repeats: 'harmless',
      fields: {
        user: { type: 'string', required: true, default: { '@path': '$.userId' } },
        step: { type: 'integer', required: true, default: { '@path': '$.properties.step' } },
        kind: { type: 'string', default: { '@path': '$.properties.kind' } },
      },
      requests: [{ url: { '@template': '{{settings.url}}/step' }, body: { '@path': '$.payload' } }],
      batch: {
        maxItems: 20,
        request: {
          url: { '@template': '{{settings.url}}/steps' },
          body: { items: { '@path': '$.items' } },
          response: {
            errors: {
              status: 207,
              list: { '@path': '$.response.body.failed' },
              index: { '@path': '$.error.index' },
              at: { '@path': '$.error.field' },
              message: { '@path': '$.error.why' },
            },
          },
        },
      },
    },
  },
  subscriptions: [{ name: 'Steps', action: 'step', trigger: 'type = "track"' }],
}
