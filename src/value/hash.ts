import { hmac as computeHmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeBase64 } from './base64.ts'
import { utf8 } from './utf8.ts'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = Object.keys(algorithms)
export const hashEncodings: readonly string[] = ['hex', 'base64']

/**
 * Initial states, which every hash clones. They stay alive, because the garbage collector discards the compiled code of
 * a class without objects.
 */
const beginnings = {
  sha256: /* @__PURE__ */ sha256.create(),
  sha1: /* @__PURE__ */ sha1.create(),
  md5: /* @__PURE__ */ md5.create(),
}
const beginning = /* @__PURE__ */ sha256.create()

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. A bundle with this alone has no other hash. */
export function sha256Hex(text: string): string {
  return bytesToHex(beginning.clone().update(utf8(text)).digest())
}

/** Hashes the UTF-8 bytes of a string. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(beginnings[algorithm].clone().update(utf8(text)).digest(), encoding)
}

/** Computes the keyed hash (RFC 2104) of a string. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(computeHmac(algorithms[algorithm], utf8(secret), utf8(text)), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? bytesToHex(bytes) : encodeBase64(bytes)
}
