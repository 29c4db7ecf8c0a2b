/** A hash function with blocks of 64 bytes: SHA-256, SHA-1 or MD5. */
export interface HashFunction {
  readonly start: readonly number[]
  readonly isLittleEndian: boolean
  /** Mixes the first 16 words, a block, into the state. The other words are scratch space. */
  mix(state: Int32Array, words: Int32Array): void
}

const block = 64
// Creating an array takes as long as hashing a short string. Nothing is kept in these between two calls.
const words = /* @__PURE__ */ new Int32Array(80)
const state = /* @__PURE__ */ new Int32Array(8)

/** Hashes bytes. */
export function digest({ start, isLittleEndian, mix }: HashFunction, bytes: Uint8Array): Uint8Array {
  const { length } = bytes
  // A bit that ends the bytes, zeros, and the number of bits in 8 bytes.
  const size = Math.ceil((length + 9) / block) * block
  const padded = new Uint8Array(size)
  padded.set(bytes)
  padded[length] = 0x80
  for (let i = 0, bits = length * 8; bits > 0; i++, bits = Math.floor(bits / 256)) {
    padded[isLittleEndian ? size - 8 + i : size - 1 - i] = bits
  }
  for (let i = 0; i < start.length; i++) state[i] = start[i]!
  // The places of a word's bytes, the lowest first.
  const [first, second, third, fourth] = isLittleEndian ? [0, 1, 2, 3] : [3, 2, 1, 0]
  for (let at = 0; at < size; at += block) {
    for (let i = 0, byte = at; i < 16; i++, byte += 4) {
      const low = padded[byte + first!]! | (padded[byte + second!]! << 8)
      words[i] = low | (padded[byte + third!]! << 16) | (padded[byte + fourth!]! << 24)
    }
    mix(state, words)
  }
  const result = new Uint8Array(4 * start.length)
  for (let i = 0; i < result.length; i++) result[i] = state[i >> 2]! >> (8 * (isLittleEndian ? i & 3 : 3 - (i & 3)))
  return result
}

/** Rotates a word to the left. */
export function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
