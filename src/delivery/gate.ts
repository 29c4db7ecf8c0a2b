import type { Clock } from './clock.ts'
import { type DeliverOptions, numberOr } from './options.ts'
import type { Stop } from './outcome.ts'

/** Seconds. */
const longestBackoff = 300
const longestWait = 3600
const shortestBackoff = 0.1
/** Rates ask for parts of a second that rounding may make too small to wait for. */
const shortestWait = 0.001

/** Result of a request that waited to begin. */
type Passed<T> = { readonly value: T; readonly stop?: undefined } | { readonly value?: undefined; readonly stop: Stop }

/** Lets the requests of a delivery begin: not too many at once, none during a pause, none after the end. */
export class Gate {
  readonly #options: DeliverOptions
  readonly #concurrency: number
  readonly #clock: Clock
  #deadline = Number.POSITIVE_INFINITY
  readonly #ending = new AbortController()
  /** One controller for each wait, because Node warns of a signal with many listeners. */
  readonly #waiting = new Set<AbortController>()
  readonly #queue: (() => void)[] = []
  #active = 0
  #pausedUntil = Number.NEGATIVE_INFINITY
  /** Pauses in a row, without an accepted request between them. */
  #pauses = 0
  #closed: Stop | undefined

  constructor(options: DeliverOptions, clock: Clock) {
    const { concurrency, signal } = options
    this.#options = options
    this.#clock = clock
    this.#concurrency = Math.max(1, numberOr(8, concurrency))
    if (signal?.aborted) this.end()
    else signal?.addEventListener('abort', () => this.end(), { signal: this.#ending.signal })
  }

  /** The time of the delivery begins. */
  open(): void {
    this.#deadline = this.#clock.now() + numberOr(4 * 3600, this.#options.maxAge)
  }

  /** Begins a request as `begin` does, but not more than `concurrency` at the same time. */
  async pass<T>(room: () => number, send: () => T): Promise<Passed<Awaited<T>>> {
    while (this.#active >= this.#concurrency) await new Promise<void>(resolve => this.#queue.push(resolve))
    this.#active++
    try {
      return await this.begin(room, send)
    } finally {
      this.#active--
      this.#queue.shift()?.()
    }
  }

  /**
   * Begins a request as soon as it may, or returns the reason if it may not. `room` takes room within the rates, or returns
   * the seconds until there is some. Between the last check and `send`, nothing else runs.
   */
  async begin<T>(room: () => number, send: () => T): Promise<Passed<Awaited<T>>> {
    for (;;) {
      const stop = this.#stop()
      if (stop) return { stop }
      const pause = this.#pausedUntil - this.#clock.now()
      const wait = pause > 0 ? pause : room()
      if (wait <= 0) return { value: await send() }
      const late = await this.sleep(Math.max(shortestWait, wait))
      if (late) return { stop: late }
    }
  }

  /** Waits. Returns a reason if that would take until the deadline, or if the delivery ends. */
  async sleep(seconds: number): Promise<Stop | undefined> {
    const until = this.#clock.now() + seconds
    if (until >= this.#deadline) return tooOld
    const waiting = new AbortController()
    this.#waiting.add(waiting)
    for (let left = seconds; left > 0 && !this.#ending.signal.aborted; left = until - this.#clock.now()) {
      const end = until - Math.max(0, left - longestWait)
      await this.#options.wait(Math.min(left, longestWait), waiting.signal)
      if (!waiting.signal.aborted) this.#clock.reach(end)
    }
    this.#waiting.delete(waiting)
    return this.#stop()
  }

  /** Seconds until an attempt is repeated: those that the vendor asks for, else a random part of a doubling time. */
  backOff(after: number | undefined, attempt: number): number {
    if (after !== undefined) return Math.min(longestWait, Math.max(1, after))
    const most = Math.min(longestBackoff, 2 ** Math.min(30, Math.max(attempt, this.#pauses)))
    const wait = this.#options.random() * most
    return wait > shortestBackoff ? wait : shortestBackoff
  }

  /** Lets no request begin for some seconds. Returns false during a pause: requests on their way are refused for the same reason. */
  pause(seconds: number): boolean {
    const now = this.#clock.now()
    const isFirst = now >= this.#pausedUntil
    if (isFirst) this.#pauses++
    this.#pausedUntil = Math.max(this.#pausedUntil, now + seconds)
    return isFirst
  }

  /** Takes note of an accepted request. */
  accept(): void {
    this.#pauses = 0
  }

  /** Lets no request begin any more. The first reason counts. */
  close(stop: Stop): Stop {
    this.#closed ??= stop
    this.end()
    return this.#closed
  }

  /** Ends all waiting, and no longer listens to the signal. */
  end(): void {
    this.#ending.abort('ended')
    for (const waiting of this.#waiting) waiting.abort('ended')
  }

  #stop(): Stop | undefined {
    if (this.#closed) return this.#closed
    if (this.#ending.signal.aborted || this.#options.mayStart?.() === false) return this.close(stopped)
    return this.#clock.now() >= this.#deadline ? tooOld : undefined
  }
}

const tooOld: Stop = { reason: 'too old', message: 'the time for the delivery is over' }
const stopped: Stop = { reason: 'stopped', message: 'the delivery was stopped' }
