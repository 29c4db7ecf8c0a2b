import { hmac as computeHmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, type Hash } from '@noble/hashes/utils.js'
import { encodeBase64 } from './base64.ts'
import { utf8 } from './utf8.ts'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = /* @__PURE__ */ Object.keys(algorithms)
export const hashEncodings: readonly string[] = ['hex', 'base64']

/**
 * Initial states, and for each one a state that all hashes use in turn: creating one takes as long as hashing a short
 * string. They also stay alive, because the garbage collector discards the compiled code of a class without objects.
 */
const hashers = {
  sha256: /* @__PURE__ */ hasher(sha256),
  sha1: /* @__PURE__ */ hasher(sha1),
  md5: /* @__PURE__ */ hasher(md5),
}
const hashSha256 = /* @__PURE__ */ hasher(sha256)

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. A bundle with this alone has no other hash. */
export function sha256Hex(text: string): string {
  return bytesToHex(hashSha256(text))
}

/** Hashes the UTF-8 bytes of a string. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(hashers[algorithm](text), encoding)
}

/** Creates a function that hashes a string. It returns the same bytes each time. */
function hasher<H extends Hash<H>>({ create, outputLen }: { create(): Hash<H>; outputLen: number }) {
  const beginning = create() as H
  const state = create() as H
  const digest = new Uint8Array(outputLen)
  return (text: string): Uint8Array => {
    beginning._cloneInto(state).update(utf8(text)).digestInto(digest)
    return digest
  }
}

/** Computes the keyed hash (RFC 2104) of a string. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(computeHmac(algorithms[algorithm], utf8(secret), utf8(text)), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? bytesToHex(bytes) : encodeBase64(bytes)
}
