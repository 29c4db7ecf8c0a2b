import { utf8 } from './utf8.ts'

/** A hash of the family of MD4: a message becomes blocks of 16 words, each of which changes a state of a few words. */
export interface Algorithm {
  readonly begin: readonly number[]
  readonly isLittleEndian?: boolean
  /** Changes the state by one block: the 16 words from `at`. */
  readonly mix: (state: Int32Array, words: Int32Array, at: number) => void
}

/** Bytes of a block. */
const blockSize = 64

/** Hashes bytes. */
export function digest({ begin, mix, isLittleEndian = false }: Algorithm, message: Uint8Array): Uint8Array {
  const flip = isLittleEndian ? 0 : 3
  const { length } = message
  const padded = new Uint8Array((((length + 8) >> 6) + 1) * blockSize)
  padded.set(message)
  padded[length] = 0x80
  const words = new Int32Array(padded.length / 4)
  for (let at = 0; at < words.length; at++) {
    const first = at * 4
    words[at] =
      padded[first + flip]! |
      (padded[first + (flip ^ 1)]! << 8) |
      (padded[first + (flip ^ 2)]! << 16) |
      (padded[first + (flip ^ 3)]! << 24)
  }
  words[words.length - (isLittleEndian ? 2 : 1)] = length << 3
  words[words.length - (isLittleEndian ? 1 : 2)] = length >>> 29
  const state = new Int32Array(begin)
  for (let at = 0; at < words.length; at += 16) mix(state, words, at)
  const bytes = new Uint8Array(state.length * 4)
  for (let at = 0; at < bytes.length; at++) bytes[at] = state[at >> 2]! >>> (((at & 3) ^ flip) << 3)
  return bytes
}

/** Adds words to a state, as the end of a block does. */
export function add(state: Int32Array, words: readonly number[]): void {
  for (let i = 0; i < words.length; i++) state[i]! += words[i]!
}

/** Computes the keyed hash (RFC 2104) of a string. */
export function keyedDigest(algorithm: Algorithm, text: string, secret: string): Uint8Array {
  const given = utf8(secret)
  const key = given.length > blockSize ? digest(algorithm, given) : given
  const inner = digest(algorithm, prepend(key, 0x36, utf8(text)))
  return digest(algorithm, prepend(key, 0x5c, inner))
}

/** Puts a block before a message: a key whose bytes are combined with another one. */
function prepend(key: Uint8Array, byte: number, message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(blockSize + message.length)
  bytes.set(key)
  for (let at = 0; at < blockSize; at++) bytes[at]! ^= byte
  bytes.set(message, blockSize)
  return bytes
}

const digits = '0123456789abcdef'

/** Prints bytes in hexadecimal digits. */
export function hexadecimal(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at++) text += digits[bytes[at]! >> 4]! + digits[bytes[at]! & 15]!
  return text
}
