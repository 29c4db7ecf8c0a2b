import fc from 'fast-check'

/** Property tests try the same cases on every machine. `SEED=… npm test` tries others; the soak before a release does. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_124) })

/** The number of cases of a property. `npm run fuzz` tries ten times as many (`RUNS=10`). */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env.RUNS ?? 1))
}
