import type { HashFunction } from './digest.ts'

const primes = /* @__PURE__ */ listPrimes(64)

/** Constants of the rounds: the first 32 bits after the point of the cube roots of primes. */
const roundConstants = /* @__PURE__ */ Int32Array.from(primes, prime => firstBits(Math.cbrt(prime)))

/** SHA-256 (FIPS 180-4). */
export const sha256: HashFunction = {
  start: /* @__PURE__ */ primes.slice(0, 8).map(prime => firstBits(Math.sqrt(prime))),
  isLittleEndian: false,
  mix(state, words) {
    for (let i = 16; i < 64; i++) {
      const early = words[i - 15]!
      const late = words[i - 2]!
      const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
      const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
      words[i] = (first + second + words[i - 16]! + words[i - 7]!) | 0
    }
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
      const majority = (a & b) ^ (a & c) ^ (b & c)
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + roundConstants[i]! + words[i]!) | 0
      const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    state[0] = (state[0]! + a) | 0
    state[1] = (state[1]! + b) | 0
    state[2] = (state[2]! + c) | 0
    state[3] = (state[3]! + d) | 0
    state[4] = (state[4]! + e) | 0
    state[5] = (state[5]! + f) | 0
    state[6] = (state[6]! + g) | 0
    state[7] = (state[7]! + h) | 0
  },
}

/** Rotates a word to the right. */
function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function firstBits(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

function listPrimes(count: number): readonly number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every(prime => n % prime > 0)) primes.push(n)
  return primes
}
