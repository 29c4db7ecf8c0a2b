import { type Algorithm, add } from './digest.ts'

const begin = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
/** An engine may compute a sine with another last bit, which is far too small to change these. */
const constants = /* @__PURE__ */ Int32Array.from({ length: 64 }, (_, i) => Math.abs(Math.sin(i + 1)) * 2 ** 32)
/** A round takes the word `factor * round + offset` of its block. */
const factors = [1, 5, 3, 7]
const offsets = [0, 1, 5, 0]
const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

/** MD5 (RFC 1321). */
export const md5: Algorithm = { begin, mix, isLittleEndian: true }

function mix(state: Int32Array, words: Int32Array, at: number): void {
  // Faster than destructuring.
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  for (let i = 0; i < 64; i++) {
    const sum =
      (a + combine(i, b, c, d) + constants[i]! + words[at + ((i * factors[i >> 4]! + offsets[i >> 4]!) & 15)]!) | 0
    const shift = shifts[(i >> 4) * 4 + (i & 3)]!
    a = d
    d = c
    c = b
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0
  }
  add(state, [a, b, c, d])
}

/** Combines three words as a round does. */
function combine(round: number, b: number, c: number, d: number): number {
  if (round < 16) return (b & c) | (~b & d)
  if (round < 32) return (d & b) | (~d & c)
  if (round < 48) return b ^ c ^ d
  return c ^ (b | ~d)
}
