import fc from 'fast-check'

/** Property tests try the same cases on every machine. `SEED=… npm test` tries others; the soak before a release does. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_124) })

/** The number of cases of a property, and its lower bounds. `npm test` tries a quarter; `npm run fuzz` ten times as many as written. */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env.RUNS ?? 0.25))
}
