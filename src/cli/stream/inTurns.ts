import { setImmediate } from 'node:timers/promises'

/** Milliseconds after which the event loop gets a turn. */
const turn = 20

/** Yields the items of portions one by one. Signals arrive only between tasks of the event loop, so it gets a turn at times. */
export async function* inTurns<T>(portions: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  let next = performance.now() + turn
  for await (const portion of portions) {
    for (const item of portion) {
      yield item
      if (performance.now() < next) continue
      await setImmediate()
      next = performance.now() + turn
    }
  }
}
