import { platform } from 'callmap/delivery'

/** Seconds. */
const longestBackoff = 60

/** Waits before the next attempt: longer each time, but no longer than until the account changes or the signal aborts. */
export async function waitForAccount(account, attempt, signal) {
  if (signal.aborted) return
  const backoff = Math.min(longestBackoff, 2 ** Math.min(attempt - 1, 10)) * (0.5 + platform.random() / 2)
  const seconds = account.pauseLeft || backoff
  const ending = new AbortController()
  const end = () => ending.abort()
  signal.addEventListener('abort', end, { signal: ending.signal })
  await Promise.race([platform.wait(seconds, ending.signal), account.changed])
  end()
}
