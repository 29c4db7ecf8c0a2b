import { encodeBase64 } from './base64.ts'
import { digest, hexadecimal, keyedDigest } from './digest.ts'
import { md5 } from './md5.ts'
import { sha1 } from './sha1.ts'
import { sha256 } from './sha256.ts'
import { utf8 } from './utf8.ts'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = ['sha256', 'sha1', 'md5']
export const hashEncodings: readonly string[] = ['hex', 'base64']

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. A bundle with this alone has no other hash. */
export function sha256Hex(text: string): string {
  return hexadecimal(digest(sha256, utf8(text)))
}

/** Hashes the UTF-8 bytes of a string. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(digest(algorithms[algorithm], utf8(text)), encoding)
}

/** Computes the keyed hash (RFC 2104) of a string. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(keyedDigest(algorithms[algorithm], text, secret), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? hexadecimal(bytes) : encodeBase64(bytes)
}
