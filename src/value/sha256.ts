import { type Algorithm, add } from './digest.ts'

/**
 * The first 32 bits of the fractions of the square roots and cube roots of primes (FIPS 180-4). An engine may compute a
 * root with another last bit, which is far too small to change them.
 */
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0

const primes = /* @__PURE__ */ listPrimes(64)
const begin = /* @__PURE__ */ primes.slice(0, 8).map(prime => fraction(prime ** (1 / 2)))
const constants = /* @__PURE__ */ Int32Array.from(primes, prime => fraction(prime ** (1 / 3)))
const schedule = /* @__PURE__ */ new Int32Array(64)

function listPrimes(count: number): number[] {
  const primes: number[] = []
  for (let number = 2; primes.length < count; number++)
    if (primes.every(prime => number % prime !== 0)) primes.push(number)
  return primes
}

/** SHA-256 (FIPS 180-4). */
export const sha256: Algorithm = { begin, mix }

function mix(state: Int32Array, words: Int32Array, at: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = words[at + i]!
  for (let i = 16; i < 64; i++) {
    const early = schedule[i - 15]!
    const late = schedule[i - 2]!
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    schedule[i] = (schedule[i - 16]! + first + schedule[i - 7]! + second) | 0
  }
  // Faster than destructuring.
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g)
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constants[i]! + schedule[i]!) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  add(state, [a, b, c, d, e, f, g, h])
}

/** Rotates a word to the right. */
function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
