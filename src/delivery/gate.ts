import type { DeliverOptions } from './options.ts'
import type { Stop } from './outcome.ts'

/** Seconds. */
const longestBackoff = 300
const longestWait = 3600
const shortestWait = 0.1

/** Lets the requests of a delivery begin: not too many at once, none during a pause, none after the end. */
export class Gate {
  readonly #options: DeliverOptions
  readonly #concurrency: number
  readonly #deadline: number
  /** Ends all waiting. */
  readonly #ending = new AbortController()
  readonly #queue: (() => void)[] = []
  #active = 0
  #pausedUntil = Number.NEGATIVE_INFINITY
  #closed: Stop | undefined

  constructor(options: DeliverOptions) {
    const { concurrency = 8, maxAge = 4 * 3600, now, signal } = options
    this.#options = options
    this.#concurrency = Math.max(1, concurrency)
    this.#deadline = now() + maxAge
    if (signal?.aborted) this.#end()
    else signal?.addEventListener('abort', this.#end, { signal: this.#ending.signal })
  }

  /** Waits until a request may begin. `delay` gives the seconds that the rates ask for. Returns a reason if it may not. */
  async enter(delay: () => number = () => 0): Promise<Stop | undefined> {
    for (;;) {
      const stop = this.#stop()
      if (stop) return stop
      const { now } = this.#options
      if (this.#active >= this.#concurrency) await new Promise<void>(resolve => this.#queue.push(resolve))
      else {
        const wait = Math.max(this.#pausedUntil - now(), delay())
        if (wait <= 0) break
        const late = await this.sleep(wait)
        if (late) return late
      }
    }
    this.#active++
    return undefined
  }

  /** Ends a request that has entered. */
  leave(): void {
    this.#active--
    this.#queue.shift()?.()
  }

  /** Waits. Returns a reason if that would take until the end, or if the delivery ends. */
  async sleep(seconds: number): Promise<Stop | undefined> {
    const { now, wait } = this.#options
    const until = now() + seconds
    if (until >= this.#deadline) return tooOld
    for (let left = seconds; left > 0 && !this.#ending.signal.aborted; left = until - now()) {
      await wait(left, this.#ending.signal)
    }
    return this.#stop()
  }

  /** Seconds until an attempt is repeated: those that the vendor asks for, else a random part of a doubling time. */
  waitOf(after: number | undefined, attempt: number): number {
    if (after !== undefined) return Math.min(longestWait, Math.max(1, after))
    const most = Math.min(longestBackoff, 2 ** Math.min(attempt, 30))
    return Math.max(shortestWait, this.#options.random() * most)
  }

  /** Lets no request begin for some seconds. */
  pause(seconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.now() + seconds)
  }

  /** Lets no request begin any more. The first reason counts. */
  close(stop: Stop): Stop {
    this.#closed ??= stop
    this.#end()
    return this.#closed
  }

  #stop(): Stop | undefined {
    if (this.#closed) return this.#closed
    if (this.#ending.signal.aborted || this.#options.mayStart?.() === false) return this.close(stopped)
    return this.#options.now() >= this.#deadline ? tooOld : undefined
  }

  readonly #end = () => {
    this.#ending.abort()
    for (const resolve of this.#queue.splice(0)) resolve()
  }
}

const tooOld: Stop = { reason: 'too old', message: 'the time for the delivery is over' }
const stopped: Stop = { reason: 'stopped', message: 'the delivery was stopped' }
