import { hmac as computeHmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 as keyedSha256 } from '@noble/hashes/sha2.js'
import type { Hash } from '@noble/hashes/utils.js'
import { encodeBase64 } from './base64.ts'
import { sha256 } from './sha256.ts'
import { utf8 } from './utf8.ts'

/** Hashes of the package, for keyed hashes. */
const algorithms = { sha256: keyedSha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = Object.keys(algorithms)
export const hashEncodings: readonly string[] = ['hex', 'base64']

const hashers = {
  sha256: (text: string) => sha256(utf8(text)),
  sha1: /* @__PURE__ */ hasher(sha1),
  md5: /* @__PURE__ */ hasher(md5),
}

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. A bundle with this alone has no other hash. */
export function sha256Hex(text: string): string {
  return printHex(sha256(utf8(text)))
}

/** Hashes the UTF-8 bytes of a string. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(hashers[algorithm](text), encoding)
}

/**
 * Creates a function that hashes a string. It returns the same bytes each time. All hashes use one state in turn: creating
 * one takes as long as hashing a short string. The states also stay alive, because the garbage collector discards the
 * compiled code of a class without objects.
 */
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
  return encoding === 'hex' ? printHex(bytes) : encodeBase64(bytes)
}

/** Both digits of each byte. */
const hexDigits = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function printHex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += hexDigits[bytes[i]!]!
  return text
}
