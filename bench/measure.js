/**
 * Times contestants side by side in one process. Rounds are interleaved, so a slow machine slows all of them. Each
 * gives the median of its rounds, in nanoseconds per call.
 *
 * A contestant is a function `() => number` that does the work once and returns a number that depends on the result, so
 * no work can be optimized away. It may be asynchronous.
 */
export async function measure(contestants, { rounds = 15, roundMs = 40, warmMs = 1000 } = {}) {
  const names = Object.keys(contestants)
  for (const name of names) await warm(contestants[name], warmMs)
  const times = new Map(names.map(name => [name, []]))
  const counts = new Map()
  // Once, not before every round: a full collection also discards optimized code for unused object shapes, and a worker
  // has none every few milliseconds.
  globalThis.gc?.()
  for (const name of names) counts.set(name, await calibrate(contestants[name], roundMs))
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      times.get(name).push(await time(contestants[name], counts.get(name)))
    }
  }
  return Object.fromEntries(names.map(name => [name, median(times.get(name))]))
}

/** Runs code until the engine has optimized it, which takes a large destination half a second. A worker runs for days. */
async function warm(run, ms) {
  const end = performance.now() + ms
  while (performance.now() < end) await time(run, 50)
}

/** Finds the number of calls that fill a round. */
async function calibrate(run, roundMs) {
  let count = 1
  for (;;) {
    const ns = await time(run, count)
    if (ns * count >= roundMs * 1e6) return count
    count = Math.max(count + 1, Math.min(count * 4, Math.ceil((roundMs * 1e6) / ns)))
  }
}

let sink = 0

async function time(run, count) {
  const first = run()
  const isAsync = typeof first?.then === 'function'
  const start = process.hrtime.bigint()
  if (isAsync) for (let i = 0; i < count; i++) sink += await run()
  else for (let i = 0; i < count; i++) sink += run()
  return Number(process.hrtime.bigint() - start) / count
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

/** Sum of all results. Printing it keeps every result in use. */
export function consumed() {
  return sink
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

/** Prints one ratio, or a figure with its unit, and whether it reaches its bar: `atLeast` or `atMost`. */
export function report(label, ratio, { atLeast, atMost, unit = '×' }) {
  const reached = atLeast === undefined ? ratio <= atMost : ratio >= atLeast
  const bar = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
  const figure = ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)
  console.log(`${reached ? '✔' : '✖'} ${figure.padStart(6)} ${unit}  ${label} (${bar})`)
}

/** Numbers from 0 to 1 that depend on a seed only (mulberry32). */
export function numbersFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
