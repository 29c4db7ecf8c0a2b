import type { Action, Rate } from '../engine/index.ts'
import { byteLength, type Request } from '../request/index.ts'
import { Clock } from './clock.ts'

/** Keeps the requests of one account within rates. All deliveries of the account share it. */
export interface Limiter {
  /** Seconds until a request may be sent. `actions` are those that it carries. */
  delay(request: Request, actions: readonly Action[]): number
  /** Counts a request that is sent. */
  take(request: Request, actions: readonly Action[]): void
  /** Halves the rates, because the vendor asks for a pause. */
  slowDown(): void
  /** Lets halved rates grow again, after an accepted request. */
  speedUp(): void
}

/** A rate that is halved more often would stop the account. */
const slowest = 1 / 64
const growth = 1.05

/**
 * Creates a limiter with a token bucket for each rate and key. `share` is the part of the rates that this process may use.
 *
 * @example createLimiter(destination.rates, platform.now)
 */
export function createLimiter(rates: readonly Rate[], now: () => number, share = 1): Limiter {
  const clock = new Clock(now)
  let pace = 1
  const buckets = rates.map(rate => ({ rate, full: Math.max(1, rate.count * share), levels: new Map<string, Level>() }))

  function* needs(request: Request, actions: readonly Action[]) {
    for (const { rate, full, levels } of buckets) {
      if (rate.action !== undefined && !actions.some(({ action }) => action === rate.action)) continue
      const amount = Math.min(full, measure(request, rate.of))
      const perSecond = (full / rate.per) * pace
      for (const key of keysOf(request, actions, rate.key)) yield { levels, key, full, amount, perSecond }
    }
  }

  return {
    delay(request, actions) {
      let longest = 0
      for (const { levels, key, full, amount, perSecond } of needs(request, actions)) {
        const level = levelNow(levels.get(key), full, perSecond, clock.now())
        longest = Math.max(longest, (amount - level) / perSecond)
      }
      return longest
    },
    take(request, actions) {
      for (const { levels, key, full, amount, perSecond } of needs(request, actions)) {
        const at = clock.now()
        const level = levelNow(levels.get(key), full, perSecond, at) - amount
        levels.delete(key)
        levels.set(key, { level, at })
        // The oldest keys have been idle for longest, and are full again.
        if (levels.size > mostKeys) levels.delete(levels.keys().next().value!)
      }
    },
    slowDown() {
      pace = Math.max(slowest, pace / 2)
    },
    speedUp() {
      pace = Math.min(1, pace * growth)
    },
  }
}

const mostKeys = 10_000

interface Level {
  readonly level: number
  readonly at: number
}

function levelNow(known: Level | undefined, full: number, perSecond: number, now: number): number {
  return known === undefined ? full : Math.min(full, known.level + (now - known.at) * perSecond)
}

function measure({ items, body = '' }: Request, of: Rate['of']): number {
  return of === 'requests' ? 1 : of === 'items' ? items.length : byteLength(body)
}

function keysOf({ method, url }: Request, actions: readonly Action[], key: Rate['key']): Iterable<string> {
  if (key === 'endpoint') return [`${method} ${url.split('?', 1)[0]}`]
  if (key === 'subject') return new Set(actions.map(({ subject }) => subject[0] ?? ''))
  return ['']
}
