import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Action,
  createLimiter,
  type Delivery,
  deliver,
  type Left,
  memoryTokens,
  type Tokens,
} from '../../src/api/delivery.ts'
import { compile } from '../../src/api/index.ts'
import { runs } from '../seed.ts'
import { Clock } from './clock.ts'
import { definition } from './definition.ts'
import { type Mood, maxAnswerBytes, secret, type TokenMood, Vendor } from './vendor.ts'

const destination = compile(definition, { settings: { clientSecret: secret } })

const mood = fc.constantFrom<Mood>(
  'accepts',
  'accepts',
  'accepts some',
  'accepts, and is lost',
  'accepts, and its body is cut off',
  'accepts, and its body has no end',
  'limits in the past',
  'limits for a year',
  'limits for 20 s',
  'limits',
  'is down',
  'is down',
  'fails',
  'fails, with a body cut off',
  'is silent',
  'resets',
  'throws',
  'redirects',
  'ends the token',
  'revokes the grant',
)
const tokenMood = fc.constantFrom<TokenMood>('gives', 'gives', 'gives, and is lost', 'fails', 'is silent', 'limits')

const event = fc.record({
  kind: fc.constantFrom('single', 'batch', 'batch', 'batch', 'pair', 'pairs', 'both', 'empty'),
  user: fc.constantFrom('u-1', 'u-2', 'u-3'),
  other: fc.option(fc.constantFrom('g-1', 'g-2'), { nil: undefined, freq: 4 }),
  isPoison: fc.nat(9).map(n => n === 0),
})
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never

/** One delivery of a history. The next one takes the actions that it leaves. */
const run = fc.record({
  added: fc.array(event, { maxLength: 8 }),
  moods: fc.array(mood, { maxLength: 12 }),
  tokenMoods: fc.array(tokenMood, { maxLength: 3 }),
  /** Seconds until the signal, until `mayStart` is false, and until the actions are too old. */
  stopAfter: fc.option(fc.constantFrom(0, 0.3, 1, 5, 40, 1000)),
  loseAfter: fc.option(fc.constantFrom(0, 0.3, 1, 5, 40, 1000), { freq: 2 }),
  maxAge: fc.constantFrom<number>(2, 40, 400, 5000, 14_400),
  isSaved: fc.nat(3).map(n => n > 0),
})
type Run = typeof run extends fc.Arbitrary<infer T> ? T : never

const history = fc.record({
  runs: fc.array(run, { minLength: 1, maxLength: 3 }),
  concurrency: fc.constantFrom(1, 2, 8),
  life: fc.constantFrom(Number.POSITIVE_INFINITY, 100, 3600),
  startsWith: fc.constantFrom('tokens', 'refresh token'),
  rate: fc.option(fc.record({ count: fc.constantFrom(1, 5), per: fc.constantFrom(1, 10) }), { freq: 2 }),
  random: fc.constantFrom(0, 0.3, 0.999),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

interface Made {
  readonly id: string
  readonly event: Event
  readonly action: Action
}

async function live({ runs, concurrency, life, startsWith, rate, random }: History): Promise<void> {
  const clock = new Clock()
  const made: Made[] = []
  const poison = new Set<string>()
  const vendor = new Vendor(clock, poison, concurrency)
  vendor.life = life
  let saved: Tokens = startsWith === 'tokens' ? vendor.connect() : { refresh: vendor.connect().refresh }
  let [isSaved, saveFailures] = [true, 0]
  const save = async (tokens: Tokens) => {
    isSaved = saveFailures-- <= 0
    if (!isSaved) throw new Error(secret)
    saved = tokens
  }
  let tokens = memoryTokens(saved, save)
  let left: readonly Left[] = []
  const settled = new Map<string, string>()
  const healthy: Run = {
    added: [],
    moods: [],
    tokenMoods: [],
    stopAfter: null,
    loseAfter: null,
    maxAge: Number.POSITIVE_INFINITY,
    isSaved: true,
  }
  for (const [n, run] of [...runs, healthy].entries()) {
    const isLast = n === runs.length
    if (isLast) saved = vendor.connect()
    const begun = clock.now()
    const added = run.added.map((event): Made => {
      const id = `m-${made.length}`
      if (event.isPoison) poison.add(id)
      const { kind, user, other } = event
      const call = { type: 'track', event: kind, userId: user, anonymousId: other, messageId: id } as const
      const one = { id, event, action: destination.map(call).actions[0]! }
      made.push(one)
      return one
    })
    const given: readonly (Action | Left)[] = [...left, ...added.map(({ action }) => action)]
    vendor.restart()
    vendor.moods = [...run.moods]
    vendor.tokenMoods = [...run.tokenMoods]
    const stop = new AbortController()
    const isLost = () => run.loseAfter !== null && clock.now() >= begun + run.loseAfter
    vendor.isClosed = () => stop.signal.aborted || isLost() || clock.now() >= begun + run.maxAge
    if (run.stopAfter !== null) clock.sleep(run.stopAfter).then(() => stop.abort())
    saveFailures = run.isSaved ? 0 : 2
    if (isSaved || isLast) tokens = memoryTokens(saved, save)
    const limiter = rate && createLimiter([{ ...rate, of: 'requests', key: 'account' }], clock.now)
    const started: number[] = []
    const delivering = deliver(destination, given, {
      fetch: (url, options) => {
        if (!url.endsWith('/token')) started.push(clock.now())
        return vendor.fetch(url, options)
      },
      wait: clock.wait,
      now: clock.now,
      random: () => random,
      tokens,
      ...(limiter && { limiter }),
      signal: stop.signal,
      mayStart: () => !isLost(),
      maxAge: run.maxAge,
      concurrency,
      timeout: vendor.timeout,
      maxAnswerBytes,
    })
    const delivery = await clock.run(delivering)
    if (rate && !isWithin(started, rate)) vendor.mistakes.push('sends faster than the rate')
    if (clock.now() > begun + run.maxAge + vendor.timeout + 1) vendor.mistakes.push('ends late')
    left = JSON.parse(JSON.stringify(delivery.left))
    if (!isOnce(given, delivery)) vendor.mistakes.push('settles an action twice, or never')
    for (const outcome of delivery.outcomes) settled.set(idOf(given[outcome.action]!), outcome.outcome)
    const texts = JSON.stringify([delivery.outcomes, delivery.left])
    if (/client-0|access-\d|refresh-\d|evil/.test(texts)) vendor.mistakes.push(`tells a secret: ${texts}`)
    if (isLast && left.length > 0) vendor.mistakes.push('does not settle everything')
  }
  const longest = Math.max(0, ...clock.waits)
  if (longest > 3600) vendor.mistakes.push(`waits ${longest} s`)
  if (clock.waits.some(wait => !(wait > 0))) vendor.mistakes.push('waits for nothing')
  if (!isOrdered(made, vendor)) vendor.mistakes.push(`sends out of order: ${vendor.accepted}`)
  expect(vendor.mistakes).toEqual([])
  expectOutcomes(made, settled, vendor)
}

function idOf(given: Action | Left): string {
  return ('reason' in given ? given.action : given).messageId!
}

function isOnce(given: readonly unknown[], { outcomes, left }: Delivery): boolean {
  const numbers = [...outcomes.map(({ action }) => action), ...left.map(({ index }) => index)]
  return numbers.length === given.length && new Set(numbers).size === given.length
}

/** An outcome tells the truth about all parts of an action. */
function expectOutcomes(
  made: readonly Made[],
  settled: ReadonlyMap<string, string>,
  { accepted, refused, unknown }: Vendor,
) {
  const acceptedParts = new Set(accepted)
  const expected = made.map(({ id, event: { kind } }) => {
    const count = { single: 1, batch: 1, pair: 2, pairs: 2, both: 2, empty: 0 }[kind]
    const parts = Array.from({ length: count }, (_, part) => `${id}/${part}`)
    const isUnsent = parts.some(part => !acceptedParts.has(part) && !refused.has(part))
    const isRefused = parts.some(part => refused.has(part) || unknown.has(part))
    return [id, count === 0 ? 'skipped' : isUnsent ? 'not sent' : isRefused ? 'rejected' : 'delivered']
  })
  expect([...settled].toSorted(byNumber)).toEqual(expected)
}

const byNumber = ([a]: readonly [string, string], [b]: readonly [string, string]) =>
  Number(a.slice(2)) - Number(b.slice(2))

/** For each id, actions are accepted in order: the first times, and, as an unanswered request is repeated, the last times. */
function isOrdered(made: readonly Made[], { accepted, refused }: Vendor): boolean {
  return ['u-1', 'u-2', 'u-3', 'g-1', 'g-2'].every(subject => {
    const own = new Set(
      made.flatMap(({ id, event: { user, other } }) => (subject === user || subject === other ? [id] : [])),
    )
    const parts = accepted.filter(part => own.has(part.split('/')[0]!) && !refused.has(part))
    const numbersOf = (some: readonly string[]) => [...new Set(some)].map(part => Number(part.slice(2).split('/')[0]))
    const [ups, downs] = [numbersOf(parts), numbersOf(parts.toReversed())]
    return ups.every((n, i) => n >= (ups[i - 1] ?? n)) && downs.every((n, i) => n <= (downs[i - 1] ?? n))
  })
}

/** True if each span of time has at most the burst and the rate. */
function isWithin(started: readonly number[], { count, per }: { count: number; per: number }): boolean {
  return started.every((end, last) =>
    started.slice(0, last).every((begin, first) => last - first + 1 <= count + ((end - begin) * count) / per + 0.01),
  )
}

/** `npm run fuzz` tries 10^5; a history takes some milliseconds. */
const numRuns = process.env.RUNS === undefined ? 400 : runs(10_000)

/** Milliseconds. A busy machine takes 20 for a history. */
const timeout = 120_000 + 50 * numRuns

test('deliveries lose nothing, repeat nothing that was settled, and keep the order and all pauses', {
  timeout,
}, async () => {
  await fc.assert(fc.asyncProperty(history, live), { numRuns })
})
