import { performance } from 'node:perf_hooks'
import { platform } from 'callmap/delivery'

/**
 * Resolves after so many seconds in which this process had nothing to do, or as soon as the signal aborts. An account is
 * not slow because the process is busy with others.
 */
export async function waitIdle(seconds, signal) {
  const start = performance.eventLoopUtilization()
  for (let left = seconds; left > 0.001 && !signal.aborted; ) {
    await platform.wait(left, signal)
    left = seconds - performance.eventLoopUtilization(start).idle / 1000
  }
}
