import type { Platform } from '../../src/api/delivery.ts'

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** A clock whose time passes as soon as nothing else can happen. */
export class Clock implements Pick<Platform, 'now' | 'wait'> {
  /** Seconds of each `wait` that was asked for. */
  readonly waits: number[] = []
  #time = 1000
  readonly #timers = new Set<Timer>()

  readonly now = (): number => this.#time

  readonly wait = (seconds: number, signal?: AbortSignal): Promise<void> => {
    this.waits.push(seconds)
    return this.sleep(seconds, signal)
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const end = () => {
        this.#timers.delete(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = { at: this.#time + seconds, fire: end }
      this.#timers.add(timer)
      signal?.addEventListener('abort', end)
    })
  }

  /** Lets time pass until a promise is settled. @throws if nothing is left that could settle it */
  async run<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    const settled = promise.finally(() => {
      isSettled = true
    })
    settled.catch(() => {})
    for (let steps = 0; ; steps++) {
      await new Promise(resolve => setImmediate(resolve))
      if (isSettled) return settled
      if (steps > 100_000) throw new Error('the delivery is busy and does not end')
      const next = this.#next()
      if (next === undefined) throw new Error('the delivery waits for nothing')
      this.#time = Math.max(this.#time, next.at)
      next.fire()
    }
  }

  #next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) if (next === undefined || timer.at < next.at) next = timer
    return next
  }
}
