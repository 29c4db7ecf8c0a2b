/** Parts of the platform that delivery uses. Tests pass simulated ones. */
export interface Platform {
  readonly fetch: (url: string, options: FetchOptions) => Promise<FetchedResponse>
  /** Resolves after so many seconds, or as soon as the signal aborts. Never rejects. */
  readonly wait: (seconds: number, signal?: AbortSignal) => Promise<void>
  /** Seconds since any fixed time. A clock that is set back, or stands still, changes no wait. */
  readonly now: () => number
  /** A number from 0 up to 1. */
  readonly random: () => number
}

export interface FetchOptions {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly redirect: 'manual'
  readonly signal: AbortSignal
}

/** The part of a `Response` that delivery reads. */
export interface FetchedResponse {
  readonly status: number
  readonly headers: Iterable<[string, string]>
  readonly body: ReadableStream<Uint8Array> | null
}

/** Longer timers end at once. */
const longestTimer = 2 ** 31 - 1

/** The platform's own `fetch`, timers, clock and random numbers. */
export const platform: Platform = {
  fetch: (url, options) => fetch(url, options),
  wait: (seconds, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, Math.min(longestTimer, seconds * 1000))
      signal?.addEventListener('abort', end)
    }),
  now: () => performance.now() / 1000,
  random: () => Math.random(),
}
