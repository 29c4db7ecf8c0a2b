import { setImmediate } from 'node:timers/promises'

/** Milliseconds after which the event loop gets a turn. */
const turn = 20

/** Lets the event loop have a turn at times. Signals arrive only between its tasks. */
function turns(): () => Promise<void> {
  let next = performance.now() + turn
  return async () => {
    if (performance.now() < next) return
    await setImmediate()
    next = performance.now() + turn
  }
}

/** Yields the items of portions one by one, with turns of the event loop between them. */
export async function* inTurns<T>(portions: AsyncIterable<readonly T[]> | Iterable<readonly T[]>): AsyncGenerator<T> {
  const pause = turns()
  for await (const portion of portions) {
    for (const item of portion) {
      yield item
      await pause()
    }
  }
}

/** Takes all steps of some work, with turns of the event loop between them, and returns its result. */
export async function finish<T>(steps: Iterator<void, T>): Promise<T> {
  const pause = turns()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await pause()
  }
}
