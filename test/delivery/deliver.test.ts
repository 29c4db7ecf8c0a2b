import { describe, expect, test } from 'vitest'
import {
  type Action,
  createLimiter,
  type DeliverOptions,
  deliver,
  memoryTokens,
  type Platform,
  platform,
  type Rate,
  type Tokens,
} from '../../src/api/delivery.ts'
import { compile, type JsonObject } from '../../src/api/index.ts'
import { Clock } from './clock.ts'
import { definition } from './definition.ts'

const secret = 'client-0123456789abcdef'
const destination = compile(definition, { settings: { clientSecret: secret } })
const given = { access: 'access-1-0123456789', refresh: 'refresh-1-0123456789' }

/** Actions of one kind; without `user`, each is of a person of its own. */
const actionsOf = (kind: string, ids: readonly string[], user?: string) =>
  ids.flatMap(id => destination.map({ type: 'track', event: kind, userId: user ?? `u-${id}`, messageId: id }).actions)
const numbers = (count: number) => Array.from({ length: count }, (_, n) => `${n}`)

interface Sent {
  readonly url: string
  readonly at: number
  readonly ids: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

/** Delivers on a virtual clock. `answer` is the vendor; every answer takes a second. */
function simulate(
  answer: (sent: Sent, n: number) => Response | Promise<Response>,
  options: Partial<DeliverOptions> = {},
) {
  const clock = new Clock()
  const sent: Sent[] = []
  const platform: Platform = {
    now: clock.now,
    wait: clock.wait,
    random: () => 0.999,
    async fetch(url, { body = '', headers }) {
      const { list, alone } = url.endsWith('/token') ? { alone: { id: 'token' } } : JSON.parse(body)
      const one = { url, headers, at: clock.now() - 1000, ids: (list ?? [alone]).map(({ id }: { id: string }) => id) }
      sent.push(one)
      await clock.sleep(1)
      return (await answer(one, sent.length)) as never
    },
  }
  const all = { ...platform, tokens: memoryTokens(given), ...options }
  const run = (actions: Parameters<typeof deliver>[1], more: Partial<DeliverOptions> = {}) =>
    clock.run(deliver(destination, actions, { ...all, ...more }))
  return { run, sent, clock }
}

const ok = () => new Response('{}')
const status = (status: number, headers = {}) => new Response('', { status, headers })
const times = (sent: readonly Sent[]) => sent.map(({ at }) => Math.round(at * 1000) / 1000)

describe('a batch', () => {
  test('is split down to the action that the vendor refuses', async () => {
    const { run, sent } = simulate(({ ids }) => (ids.includes('bad') ? status(400) : ok()))
    const { outcomes, left } = await run(actionsOf('batch', ['a', 'b', 'bad', 'd', 'e']))
    expect(left).toEqual([])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'delivered',
      'delivered',
      'rejected',
      'delivered',
      'delivered',
    ])
    expect(sent.map(({ ids }) => ids.join(' '))).toEqual(['a b bad d e', 'a b', 'bad d', 'e', 'bad', 'd'])
  })

  test('with a refused action settles each action', async () => {
    const refused = JSON.stringify({ failed: [{ at: 1, why: 'no' }] })
    const { run, sent } = simulate((_, n) => (n === 1 ? new Response(refused, { status: 207 }) : ok()))
    const { outcomes } = await run(actionsOf('batch', ['a', 'b', 'c']))
    expect(outcomes).toEqual([
      { action: 0, outcome: 'delivered' },
      { action: 1, outcome: 'rejected', message: 'no' },
      { action: 2, outcome: 'delivered' },
    ])
    expect(sent).toHaveLength(1)
  })

  test('an action that was refused in part can be sent again without its delivered parts', async () => {
    const { run, sent } = simulate(({ url }, n) => (url.endsWith('/0') || n > 2 ? ok() : status(400)))
    const [action] = actionsOf('pair', ['a'])
    const { outcomes } = await run([action!])
    expect(outcomes).toEqual([{ action: 0, outcome: 'rejected', message: 'answered 400', done: [0] }])
    expect((await run([{ action: action!, done: [0] }])).outcomes).toEqual([{ action: 0, outcome: 'delivered' }])
    expect(sent.map(({ url }) => url.at(-1))).toEqual(['0', '1', '1'])
  })
})

describe('waiting', () => {
  test('doubles up to five minutes, until the actions are too old', async () => {
    const { run, sent } = simulate(() => status(500))
    const { left } = await run(actionsOf('single', ['a']), { maxAge: 2000 })
    const message = 'the time for the delivery is over; the last request: answered 500'
    expect(left).toMatchObject([{ index: 0, done: [], reason: 'too old', message }])
    const gaps = times(sent).map((at, i, all) => Math.round(at - (all[i - 1] ?? 0)))
    expect(gaps).toEqual([0, 2, 3, 5, 9, 17, 33, 65, 129, 257, 301, 301, 301, 301])
  })

  test('takes the defaults in place of numbers that are none', async () => {
    const nan = Number.NaN
    const options = { maxAge: nan, timeout: nan, maxAnswerBytes: nan, concurrency: nan }
    const failing = simulate(() => status(500))
    const { left } = await failing.run(actionsOf('single', ['a']), options)
    expect(left).toMatchObject([{ reason: 'too old' }])
    expect(times(failing.sent).at(-1)).toBeLessThan(4 * 3600)
    const silent = simulate(() => new Promise(() => {}))
    const { left: later } = await silent.run(actionsOf('single', numbers(20)), { ...options, maxAge: 20 })
    expect(later).toHaveLength(20)
    expect(silent.sent).toHaveLength(8)
  })

  test.each([
    ['a date in the past', 'Sun, 06 Nov 1994 08:49:37 GMT', 2],
    ['a date in a year', 'Sat, 06 Nov 2027 08:49:37 GMT', 3601],
    ['seconds', '20', 21],
    ['none', undefined, 2],
  ])('for a pause of %s', async (_, after, at) => {
    const headers = { date: 'Fri, 06 Nov 2026 08:49:37 GMT', ...(after && { 'retry-after': after }) }
    const { run, sent } = simulate((_, n) => (n === 1 ? status(429, headers) : ok()), { concurrency: 1 })
    const { left } = await run(actionsOf('single', ['a', 'b', 'c']))
    expect(left).toEqual([])
    expect(Math.round(times(sent)[1]!)).toBe(at)
    expect(sent).toHaveLength(4)
  })

  test('grows with pauses in a row, of any request', async () => {
    const { run, sent } = simulate((_, n) => (n <= 24 ? status(503) : ok()), { concurrency: 2 })
    const { left } = await run(actionsOf('single', numbers(100)))
    expect(left).toEqual([])
    // Twelve pauses: 1, 2, 4, … and 300 seconds.
    expect(times(sent)[24]).toBeGreaterThan(1 + 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256)
  })

  test('ends for all requests when the actions are too old, also for those that are not sent yet', async () => {
    const { run } = simulate(() => new Promise(() => {}), { concurrency: 2 })
    const { left } = await run(actionsOf('single', numbers(100)), { maxAge: 50 })
    expect(left).toHaveLength(100)
  })

  test('for a limiter keeps its rate from the first request on', async () => {
    const { run, sent, clock } = simulate(ok)
    const limiter = createLimiter([{ count: 2, of: 'requests', per: 4, key: 'account' }], clock.now)
    await run(actionsOf('single', numbers(6)), { limiter })
    expect(times(sent).map(Math.round)).toEqual([0, 0, 2, 4, 6, 8])
  })

  test('halves the rates once for a pause that several answers ask for', async () => {
    const { run, sent, clock } = simulate((_, n) => (n <= 4 ? status(429, { 'retry-after': '1' }) : ok()), {
      concurrency: 4,
    })
    const limiter = createLimiter([{ count: 4, of: 'requests', per: 4, key: 'account' }], clock.now)
    await run(actionsOf('single', numbers(4)), { limiter })
    // Half the rate is one request in two seconds, of which one has passed during the first answer.
    expect(times(sent).slice(4, 6)).toEqual([expect.closeTo(2, 1), expect.closeTo(4, 0)])
  })
})

describe('order', () => {
  test('no action overtakes an earlier one of its subject that is given back', async () => {
    const { run, sent } = simulate(({ ids }) => (ids.includes('a') ? status(500) : ok()))
    const { left, outcomes } = await run(actionsOf('single', ['a', 'b'], 'u-1'), { maxAge: 20 })
    expect(left).toMatchObject([{ index: 0 }, { index: 1, reason: 'too old' }])
    expect(outcomes).toEqual([])
    expect(sent.filter(({ ids }) => ids.includes('b'))).toEqual([])
  })

  test('a delivery after a kill takes what `onSettled` was told, and sends only the rest', async () => {
    const stored = actionsOf('pair', ['a', 'b', 'c']).map(action => ({ action, done: [] }) as object)
    const first = simulate(({ url, ids }) => (url.endsWith('/1') && ids[0] === 'b' ? status(400) : ok()))
    const onSettled = (index: number, progress: object) => {
      // The process is killed after the third note.
      if (first.sent.length <= 3) stored[index] = JSON.parse(JSON.stringify(progress))
    }
    await first.run(actionsOf('pair', ['a', 'b', 'c']), { onSettled, concurrency: 1 })
    const second = simulate(ok)
    const { outcomes } = await second.run(stored as never)
    expect(
      [...first.sent.slice(0, 3), ...second.sent].map(({ url, ids }) => `${ids} ${url.at(-1)}`).toSorted(),
    ).toEqual(['a 0', 'a 1', 'b 0', 'b 1', 'c 0', 'c 1'])
    expect(outcomes).toHaveLength(3)
  })

  test('a later delivery takes what was left, as JSON, and sends only the rest of it', async () => {
    const first = simulate(({ url }) => (url.endsWith('/0') ? ok() : status(500)))
    const { left } = await first.run(actionsOf('pair', ['a']), { maxAge: 5 })
    expect(left).toMatchObject([{ index: 0, done: [0] }])
    const second = simulate(ok)
    const { outcomes } = await second.run(JSON.parse(JSON.stringify(left)))
    expect(outcomes).toEqual([{ action: 0, outcome: 'delivered' }])
    expect(second.sent.map(({ url }) => url)).toEqual(['https://api.example.com/parts/1'])
  })
})

describe('tokens', () => {
  const token = (n: number) => Response.json({ access: `access-${n}-0123456789`, refresh: `refresh-${n}-0123456789` })

  test('are renewed once, while other requests wait', async () => {
    const { run, sent } = simulate(({ url, headers }) =>
      url.endsWith('/token') ? token(2) : headers.authorization?.includes('access-2') ? ok() : status(401),
    )
    const { outcomes } = await run(actionsOf('single', numbers(20)), { concurrency: 2 })
    expect(outcomes.every(({ outcome }) => outcome === 'delivered')).toBe(true)
    expect(sent.filter(({ url }) => url.endsWith('/token'))).toHaveLength(1)
    expect(sent).toHaveLength(2 + 1 + 20)
  })

  test('that are refused again stop the account', async () => {
    let n = 1
    const { run, sent } = simulate(({ url }) => (url.endsWith('/token') ? token(++n) : status(401)))
    const { left } = await run(actionsOf('single', numbers(20)))
    expect(left.map(({ reason }) => reason)).toEqual(numbers(20).map(() => 'unauthorized'))
    expect(left[0]?.message).toBe('the vendor refuses the new token')
    expect(sent.filter(({ url }) => url.endsWith('/token'))).toHaveLength(1)
  })

  test('are asked for by one request at a time while their vendor fails', async () => {
    let asked = 0
    const { run, sent } = simulate(({ url, headers }) => {
      if (url.endsWith('/token')) return ++asked < 4 ? status(500) : token(2)
      return headers.authorization?.includes('access-2') ? ok() : status(401)
    })
    const { left } = await run(actionsOf('single', numbers(8)))
    expect(left).toEqual([])
    expect(times(sent.filter(({ url }) => url.endsWith('/token'))).map(Math.round)).toEqual([1, 3, 6, 11])
    expect(sent).toHaveLength(8 + 4 + 8)
  })

  test('that are refused late, after a renewal, are not renewed again', async () => {
    const { run, sent, clock } = simulate(async ({ url, headers, ids }) => {
      if (url.endsWith('/token')) return token(2)
      if (headers.authorization?.includes('access-2')) return ok()
      if (ids.includes('late')) await clock.sleep(9)
      return status(401)
    })
    const { left } = await run(actionsOf('single', ['a', 'late']))
    expect(left).toEqual([])
    expect(sent.filter(({ url }) => url.endsWith('/token'))).toHaveLength(1)
  })

  test('that end during a pause are renewed again', async () => {
    let n = 1
    const { run } = simulate(({ url, headers }) => {
      if (url.endsWith('/token')) return token(++n)
      if (n === 1) return status(401)
      if (n === 2)
        return headers.authorization?.includes('used')
          ? ok()
          : status(++paused === 1 ? 429 : 401, { 'retry-after': '3600' })
      return ok()
    })
    let paused = 0
    const { left } = await run(actionsOf('single', ['a']))
    expect(left).toEqual([])
    expect(n).toBe(3)
  })

  test('are saved before they are used; until then, the same tokens are saved again', async () => {
    let asked = 0
    const { run, sent } = simulate(({ url }) => (url.endsWith('/token') ? token(++asked + 1) : ok()))
    const saved: Tokens[] = []
    let failures = 2
    const tokens = memoryTokens({ refresh: given.refresh }, async tokens => {
      if (failures-- > 0) throw new Error(secret)
      saved.push(tokens)
    })
    await run(actionsOf('single', ['a']), { tokens })
    expect(asked).toBe(1)
    expect(saved).toMatchObject([{ refresh: 'refresh-2-0123456789' }])
    expect(sent.at(-1)?.headers.authorization).toBe('Bearer access-2-0123456789')
  })

  test('that are refused after a lost answer tell so', async () => {
    let asked = 0
    const lost = (body: string) => new Response(body && new ReadableStream({ start: c => c.error(new Error(secret)) }))
    for (const body of ['', 'cut off']) {
      const { run } = simulate(({ url }) => {
        if (!url.endsWith('/token')) return status(401)
        if (++asked % 2 === 0) return Response.json({ error: 'invalid_grant' }, { status: 400 })
        if (body === '') throw new Error(secret)
        return lost(body)
      })
      const { left } = await run(actionsOf('single', ['a']))
      const cause = 'an earlier answer, which was lost, may have had the only new tokens; connect the account again'
      const message = `the tokens cannot be renewed: answered 400: invalid_grant; ${cause}`
      expect(left).toMatchObject([{ reason: 'unauthorized', message }])
    }
  })

  test('in an answer that is refused are stored all the same', async () => {
    let asked = 0
    const { run, sent } = simulate(({ url }) => {
      if (!url.endsWith('/token')) return status(401)
      return Response.json(++asked < 3 ? { refresh: `refresh-${asked + 1}` } : { error: 'invalid_grant' })
    })
    const saved: Tokens[] = []
    const tokens = memoryTokens(given, async tokens => void saved.push(tokens))
    const { left } = await run(actionsOf('single', ['a']), { tokens })
    expect(saved.map(({ refresh }) => refresh)).toEqual(['refresh-2', 'refresh-3'])
    expect(saved.at(-1)).toMatchObject({ access: given.access })
    const message = 'the tokens cannot be renewed: answered 200: invalid_grant; connect the account again'
    expect(left).toMatchObject([{ reason: 'unauthorized', message }])
    expect(await tokens.read()).toEqual(saved.at(-1))
    expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['0', 'token', 'token', 'token'])
  })

  test('that cannot be read are read again', async () => {
    const { run } = simulate(ok)
    let failures = 2
    const tokens = {
      ...memoryTokens(given),
      async read() {
        if (failures-- > 0) throw new Error(secret)
        return given
      },
    }
    expect((await run(actionsOf('single', ['a']), { tokens })).outcomes).toMatchObject([{ outcome: 'delivered' }])
    failures = 1000
    expect((await run(actionsOf('single', ['a']), { tokens, maxAge: 9 })).left).toMatchObject([{ reason: 'too old' }])
  })

  test('are renewed once for all deliveries of an account', async () => {
    let asked = 0
    const { run } = simulate(({ url, headers }) =>
      url.endsWith('/token') ? token(++asked + 1) : headers.authorization?.includes('access-2') ? ok() : status(401),
    )
    const both = await Promise.all([run(actionsOf('single', ['a'])), run(actionsOf('single', ['b']))])
    expect(both).toMatchObject([{ left: [] }, { left: [] }])
    expect(asked).toBe(1)
  })

  test('with two names are renewed one after the other', async () => {
    const oauth = (name: string) => ({
      request: { url: `https://api.example.com/${name}`, body: { name } },
      values: { [name]: { '@path': '$.response.body.value' } },
    })
    const both = compile({
      slug: 'both',
      name: 'Both',
      tokens: { app: oauth('app'), user: oauth('user') },
      actions: {
        send: {
          fields: {},
          requests: [
            {
              url: 'https://api.example.com/events',
              headers: { 'x-app': { '@path': '$.tokens.app' }, 'x-user': { '@path': '$.tokens.user' } },
              body: {},
            },
          ],
        },
      },
      subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
    } as unknown as JsonObject)
    const urls: string[] = []
    const fetch = async (url: string) => {
      urls.push(url.slice(24))
      return Response.json({ value: `${url}-0123456789` }) as never
    }
    const { actions } = both.map({ type: 'track', event: 'x', userId: 'u' })
    const clock = new Clock()
    const delivery = await clock.run(
      deliver(both, actions, { ...clock, fetch, random: () => 0, tokens: memoryTokens() }),
    )
    expect(delivery.left).toEqual([])
    expect(urls).toEqual(['app', 'user', 'events'])
  })
})

describe('the end', () => {
  test('by a signal settles requests on their way', async () => {
    const stop = new AbortController()
    const { run, sent } = simulate((_, n) => {
      if (n === 2) stop.abort()
      return ok()
    })
    const { outcomes, left } = await run(actionsOf('single', numbers(6)), { concurrency: 2, signal: stop.signal })
    expect(outcomes.map(({ action }) => action)).toEqual([0, 1])
    expect(left.map(({ index, reason }) => [index, reason])).toEqual([2, 3, 4, 5].map(n => [n, 'stopped']))
    expect(sent).toHaveLength(2)
  })

  test('leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    let listeners = 0
    const { addEventListener } = signal
    signal.addEventListener = (...[type, listener, options]: Parameters<typeof addEventListener>) => {
      listeners++
      ;(options as { signal: AbortSignal }).signal.addEventListener('abort', () => listeners--)
      addEventListener.call(signal, type, listener, options)
    }
    await simulate(ok).run(actionsOf('single', ['a']), { signal })
    expect(listeners).toBe(0)
  })

  test('by `mayStart` is asked before every request', async () => {
    let asked = 0
    const { run, sent } = simulate(ok)
    const { left } = await run(actionsOf('single', numbers(9)), { concurrency: 1, mayStart: () => ++asked <= 3 })
    expect(sent).toHaveLength(3)
    expect(left.every(({ reason }) => reason === 'stopped')).toBe(true)
  })

  test.each<[string, (fail: () => never) => Partial<DeliverOptions>]>([
    ['mayStart', fail => ({ mayStart: fail })],
    ['delay', fail => ({ limiter: { delay: fail, take() {}, slowDown() {}, speedUp() {} } })],
    ['take', fail => ({ limiter: { delay: () => 0, take: fail, slowDown() {}, speedUp() {} } })],
    ['speedUp', fail => ({ limiter: { delay: () => 0, take() {}, slowDown() {}, speedUp: fail } })],
    ['onSettled', fail => ({ onSettled: fail })],
  ])('by a failure of `%s` loses nothing', async (_, create) => {
    let calls = 0
    const options = create(() => {
      if (++calls > 1) throw new Error(secret)
      return undefined as never
    })
    const { run, sent } = simulate(ok)
    const { outcomes, left } = await run(actionsOf('batch', numbers(12)), { ...options, concurrency: 1 })
    expect(
      [...outcomes.map(({ action }) => action), ...left.map(({ index }) => index)].toSorted((a, b) => a - b),
    ).toEqual(numbers(12).map(Number))
    expect(left[0]).toMatchObject({ reason: 'stopped', message: 'a function of the options failed' })
    const again = await run(left)
    expect(again.left).toEqual([])
    expect(sent.flatMap(({ ids }) => ids).toSorted()).toEqual(numbers(12).toSorted())
  })

  test('comes at once for an action that makes no request', async () => {
    const { run, sent } = simulate(ok)
    const none = { payload: undefined } as never
    const { outcomes, left } = await run([...actionsOf('empty', ['a']), none, undefined as never])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['skipped', 'failed', 'failed'])
    expect([...left, ...sent]).toEqual([])
  })
})

describe("the host's clock", () => {
  test.each<[string, (now: number) => number]>([
    ['stands still', () => 0],
    ['is set back by an hour each minute', now => now - 3600 * Math.floor(now / 60)],
    ['gives no number', () => Number.NaN],
    ['gives no number from some time on', now => (now > 1100 ? Number.NaN : now)],
    ['runs backwards', now => -now],
  ])('%s: the delivery waits as usual, and ends', async (_, now) => {
    const { run, sent, clock } = simulate(() => status(500))
    const { left } = await run(actionsOf('single', ['a']), { maxAge: 2000, now: () => now(clock.now()) })
    expect(left).toMatchObject([{ index: 0, reason: 'too old' }])
    const gaps = times(sent).map((at, i, all) => Math.round(at - (all[i - 1] ?? 0)))
    expect(gaps).toEqual([0, 2, 3, 5, 9, 17, 33, 65, 129, 257, 301, 301, 301, 301])
  })

  test('fails: nothing is sent', async () => {
    const { run, sent } = simulate(ok)
    const now = () => {
      throw new Error('no clock')
    }
    const { left } = await run(actionsOf('single', ['a', 'b']), { now })
    expect(left.map(({ index, reason }) => [index, reason])).toEqual([
      [0, 'stopped'],
      [1, 'stopped'],
    ])
    expect(sent).toEqual([])
  })
})

test('the platform waits for longer than timers can, until the signal', async () => {
  const stop = new AbortController()
  let isOver = false
  const waiting = platform.wait(1e9, stop.signal).then(() => {
    isOver = true
  })
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(isOver).toBe(false)
  stop.abort()
  await waiting
})

test('many requests that wait make no warning of the platform', async () => {
  const warnings: unknown[] = []
  const warn = (warning: unknown) => warnings.push(warning)
  process.on('warning', warn)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 30)
  const fetch = async () => status(500) as never
  const { signal } = stop
  const { left } = await deliver(destination, actionsOf('single', numbers(50)), {
    ...platform,
    fetch,
    signal,
    tokens: memoryTokens(given),
    random: () => 1,
  })
  expect(left).toHaveLength(50)
  await new Promise(resolve => setImmediate(resolve))
  process.off('warning', warn)
  expect(warnings).toEqual([])
})

describe('a limiter', () => {
  const request = {
    destination: 'demo',
    method: 'POST',
    url: 'https://a.example/x?key=1',
    headers: {},
    body: 'é',
    actions: [0],
    items: [0, 0],
    parts: [0, 0],
  }
  const by = (rate: Partial<Rate>, share?: number) => {
    let time = 0
    const limiter = createLimiter([{ count: 4, of: 'requests', per: 2, key: 'account', ...rate }], () => time, share)
    return {
      /** Takes room for requests as long as there is some. Returns their number. */
      fill(...[changes, actions = []]: [object?, (typeof action)[]?]) {
        let count = 0
        for (; count < 10 && limiter.delay({ ...request, ...changes }, actions) === 0; count++)
          limiter.take({ ...request, ...changes }, actions)
        return count
      },
      pass(seconds: number) {
        time += seconds
      },
      limiter,
    }
  }
  const [action] = actionsOf('single', ['a']) as [Action]

  test.each([
    [{ of: 'requests' }, 4],
    [{ of: 'items' }, 2],
    [{ of: 'bytes' }, 2],
  ] as const)('counts by %j', (rate, count) => expect(by(rate).fill()).toBe(count))

  test('has room again after its clock is set back', () => {
    let time = 5000
    const limiter = createLimiter([{ count: 1, of: 'requests', per: 1, key: 'account' }], () => time)
    limiter.take({} as never, [])
    time = 1000
    expect(limiter.delay({} as never, [])).toBe(1)
    time += 1
    expect(limiter.delay({} as never, [])).toBe(0)
  })

  test('has room again as time passes, up to a burst', () => {
    const { fill, pass } = by({})
    expect(fill()).toBe(4)
    pass(1)
    expect(fill()).toBe(2)
    pass(1000)
    expect(fill()).toBe(4)
  })

  test('counts keys apart', () => {
    const { fill } = by({ key: 'endpoint' })
    expect([fill(), fill({ url: 'https://a.example/x?key=2' }), fill({ url: 'https://a.example/y' })]).toEqual([
      4, 0, 4,
    ])
    const people = by({ key: 'subject' })
    const other = { ...action, subject: ['u-2'] }
    expect([people.fill({}, [action]), people.fill({}, [action]), people.fill({}, [other])]).toEqual([4, 0, 4])
  })

  test('keeps the rate of an action for its requests only', () => {
    const { fill } = by({ action: 'single' })
    expect([fill({}, [action]), fill({}, [{ ...action, action: 'pair' }])]).toEqual([4, 10])
  })

  test('leaves a share to others', () => expect(by({}, 0.5).fill()).toBe(2))

  test('halves its rates, and lets them grow again', () => {
    const { fill, pass, limiter } = by({})
    fill()
    limiter.slowDown()
    pass(1)
    expect(fill()).toBe(1)
    for (let n = 0; n < 20; n++) limiter.speedUp()
    pass(1)
    expect(fill()).toBe(2)
  })
})
