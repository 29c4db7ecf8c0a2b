import { type Algorithm, add } from './digest.ts'

const begin = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
const schedule = /* @__PURE__ */ new Int32Array(80)

/** SHA-1 (FIPS 180-4). */
export const sha1: Algorithm = { begin, mix }

function mix(state: Int32Array, words: Int32Array, at: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = words[at + i]!
  for (let i = 16; i < 80; i++) {
    schedule[i] = turn(schedule[i - 3]! ^ schedule[i - 8]! ^ schedule[i - 14]! ^ schedule[i - 16]!, 1)
  }
  // Faster than destructuring.
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  for (let i = 0; i < 80; i++) {
    const next = (turn(a, 5) + combine(i, b, c, d) + e + schedule[i]!) | 0
    e = d
    d = c
    c = turn(b, 30)
    b = a
    a = next
  }
  add(state, [a, b, c, d, e])
}

/** Combines three words as a round does, with its constant. */
function combine(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

/** Rotates a word to the left. */
function turn(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
