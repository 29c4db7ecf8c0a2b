import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { type DeliverOptions, deliver, platform } from '../../src/api/delivery.ts'
import { compile, type JsonObject } from '../../src/api/index.ts'
import { Clock } from '../../src/delivery/clock.ts'
import { send } from '../../src/delivery/send.ts'
import { Timeouts } from '../../src/delivery/timeouts.ts'

const secret = 'key-0123456789abcdef'
const closes: (() => void)[] = []
afterEach(() => {
  for (const close of closes.splice(0)) close()
})

/** Starts a vendor on loopback. Returns its address. */
async function listen(vendor: RequestListener): Promise<string> {
  const server = createServer(vendor).listen(0, '127.0.0.1')
  closes.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise(resolve => server.on('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Delivers one action with the platform's own `fetch`. */
function deliverTo(url: string, options: Partial<DeliverOptions> = {}) {
  const destination = compile(
    {
      slug: 'demo',
      name: 'Demo',
      settings: { key: { type: 'secret', required: true }, url: { type: 'string', required: true } },
      request: { auth: { bearer: { '@path': '$.settings.key' } } },
      actions: {
        send: {
          fields: {},
          requests: [
            {
              url: { '@path': '$.settings.url' },
              allowHttp: { '@jsonata': 'true' },
              query: { key: { '@path': '$.settings.key' } },
              body: {},
            },
          ],
        },
      },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    } as unknown as JsonObject,
    { settings: { key: secret, url } },
  )
  const { actions } = destination.map({ type: 'track', event: 'x', userId: 'u-1' })
  return deliver(destination, actions, { ...platform, maxAge: 0.5, random: () => 0.9, ...options })
}

test('a redirect is not followed', async () => {
  const urls: unknown[] = []
  const url = await listen(({ url }, response) => {
    urls.push(url)
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  const { outcomes } = await deliverTo(url)
  expect(outcomes).toMatchObject([{ outcome: 'rejected' }])
  expect(urls).toEqual([`/?key=${secret}`])
})

/** Delivers a batch of two to a vendor that accepts it. `response` is that of the definition. */
function deliverBatch(url: string, response: object, options: Partial<DeliverOptions> = {}) {
  const request = { url, allowHttp: { '@jsonata': 'true' }, body: { '@path': '$.payload' } }
  const destination = compile({
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: {}, requests: [request], batch: { maxItems: 10, request: { response } } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  } as unknown as JsonObject)
  const actions = ['a', 'b'].flatMap(userId => destination.map({ type: 'track', event: 'x', userId }).actions)
  return deliver(destination, actions, { ...platform, maxAge: 0.5, random: () => 0, maxAnswerBytes: 1000, ...options })
}

describe('an answer that accepts a request, in a body that is not whole,', () => {
  const list = { '@path': '$.response.body.failed' }
  const busy = { when: { '@jsonata': 'response.body.busy = true' }, outcome: 'retry' }
  const bodies: [string, RequestListener][] = [
    ['too long', (_, response) => response.writeHead(200).end('x'.repeat(5000))],
    ['reset', (_, response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy())],
    ['timeout', (_, response) => response.writeHead(200, { 'content-length': 100 }).write('{')],
  ]

  test.each(bodies)('is delivered once, if nobody reads the body: %s', async (_, vendor) => {
    for (const response of [{}, { rules: [{ status: 201, ...busy }] }, { errors: { status: 207, list } }]) {
      let count = 0
      const url = await listen((request, response) => {
        count++
        vendor(request, response)
      })
      const { outcomes } = await deliverBatch(url, response, { timeout: 0.2 })
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered'])
      expect(count).toBe(1)
    }
  })

  test.each(bodies.slice(1))('is sent again, if it might have named refused items: %s', async (error, vendor) => {
    for (const response of [{ errors: { list } }, { rules: [busy] }]) {
      const { left } = await deliverBatch(await listen(vendor), response, { timeout: 0.2 })
      expect(left).toMatchObject([{ message: expect.stringContaining(`no answer: ${error}`) }, {}])
    }
  })

  test('is not sent again, if it is too long to read the refused items in it', async () => {
    let count = 0
    const url = await listen((_, response) => {
      count++
      response.writeHead(200).end('x'.repeat(5000))
    })
    const { outcomes } = await deliverBatch(url, { errors: { list } })
    const message = 'answered 200, too long to tell what was accepted'
    expect(outcomes).toEqual([0, 1].map(action => ({ action, outcome: 'rejected', message })))
    expect(count).toBe(1)
  })
})

test('a body without end is read up to a limit, and the connection is closed', async () => {
  let isClosed: (value: unknown) => void
  const closed = new Promise(resolve => {
    isClosed = resolve
  })
  let written = 0
  const url = await listen((_, response) => {
    response.on('close', isClosed).on('error', () => {})
    const write = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536))) written += 65_536
    }
    response.on('drain', write)
    write()
  })
  const { outcomes } = await deliverTo(url, { maxAnswerBytes: 1000 })
  expect(outcomes).toMatchObject([{ outcome: 'delivered' }])
  await closed
  expect(written).toBeLessThan(100_000_000)
})

test('no more of a body is read than its limit', async () => {
  let [pulls, cancels] = [0, 0]
  const fetch = async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls++
        controller.enqueue(new Uint8Array(400))
      },
      cancel() {
        cancels++
      },
    })
    return new Response(body)
  }
  await deliverTo('https://api.example.com', { maxAnswerBytes: 1000, fetch })
  expect(pulls).toBeLessThanOrEqual(4)
  expect(cancels).toBe(1)
})

test('an error whose body is too long is read in part', async () => {
  const url = await listen((_, response) => response.writeHead(400).end('x'.repeat(5000)))
  expect((await deliverTo(url, { maxAnswerBytes: 1000 })).outcomes).toMatchObject([{ outcome: 'rejected' }])
})

test.each<[string, RequestListener]>([
  ['no answer', () => {}],
  ['half a body', (_, response) => response.writeHead(400, { 'content-length': 100 }).write('{"fai')],
  ['a closed connection', ({ socket }) => socket.destroy()],
])('%s is no answer, and tells no secret', async (_, vendor) => {
  const delivery = await deliverTo(await listen(vendor), { timeout: 0.05 })
  expect(delivery).toMatchObject({ outcomes: [], left: [{ reason: 'too old' }] })
  expect(JSON.stringify(delivery)).not.toContain(secret)
})

test('a vendor that is not there is no answer, and tells no secret', async () => {
  const url = await listen(() => {})
  for (const close of closes.splice(0)) close()
  const delivery = await deliverTo(url)
  expect(delivery).toMatchObject({ outcomes: [], left: [{ reason: 'too old' }] })
  expect(JSON.stringify(delivery)).not.toContain(secret)
})

test('the error of an answer has a name of its own', async () => {
  const request = {
    destination: '',
    method: 'POST',
    url: `https://${secret}`,
    headers: {},
    actions: [],
    items: [],
    parts: [],
  }
  const timeouts = new Timeouts(1, new Clock(platform.now), platform.wait)
  onTestFinished(() => timeouts.end())
  const cause = { code: 'ECONNRESET' }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const errors: unknown[] = [
    proxy,
    new Error(secret),
    Object.assign(new TypeError(secret), { cause }),
    { cause: secret },
    secret,
  ]
  const answers = errors.map(error =>
    send(request, { timeouts, maxAnswerBytes: 1, fetch: () => Promise.reject(error) }),
  )
  expect((await Promise.all(answers)).map(({ error }) => error)).toEqual([
    'unknown reason',
    'unknown reason',
    'reset',
    'unknown reason',
    'unknown reason',
  ])
})

test('a `fetch` that never settles and does not listen to its signal is no answer', async () => {
  const { left } = await deliverTo('https://api.example.com', { fetch: () => new Promise(() => {}), timeout: 0.05 })
  expect(left).toMatchObject([{ reason: 'too old' }])
})
