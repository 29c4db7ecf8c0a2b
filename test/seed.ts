import fc from 'fast-check'

/** Property tests try the same cases on every machine. `SEED=… npm test` tries others; the soak before a release does. */
const seed = Number(process.env.SEED ?? 20_261_124)
fc.configureGlobal({ seed })

/** The number of cases of a property, and its lower bounds. `npm test` tries an eighth; `npm run fuzz` ten times as many as written. */
export function runs(count: number): number {
  return Math.ceil(count * Number(process.env.RUNS ?? 0.125))
}

/** The part of a property's cases for one of several subjects. More subjects share as many cases, and each has cases of its own. */
export function share(count: number, subject: string, subjects: number): { numRuns: number; seed: number } {
  return { numRuns: Math.ceil(runs(count) / subjects), seed: seedFor(subject) }
}

/**
 * Cases that a law treats alike: an eighth of them in `npm test`, drawn by the seed for each subject, and all of them in
 * `npm run fuzz`.
 */
export function sample<T>(cases: readonly T[], subject = ''): T[] {
  const length = Math.min(cases.length, runs(cases.length))
  const subset = fc.subarray([...cases], { minLength: length, maxLength: length })
  return fc.sample(subset, { numRuns: 1, seed: seedFor(subject) })[0]!
}

function seedFor(subject: string): number {
  return seed + [...subject].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 0)
}
