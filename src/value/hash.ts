import { hmac as hmacOf } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'

/** The hash of a text's UTF-8 bytes. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(algorithms[algorithm](utf8ToBytes(text)), encoding)
}

/** The keyed hash (RFC 2104) of a text, by which somebody who has the secret knows that it was not changed. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(hmacOf(algorithms[algorithm], utf8ToBytes(secret), utf8ToBytes(text)), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? bytesToHex(bytes) : btoa(String.fromCharCode(...bytes))
}
