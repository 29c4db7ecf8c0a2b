import { hmac as hmacOf } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = Object.keys(algorithms)
export const hashEncodings: readonly string[] = ['hex', 'base64']

/**
 * Every hash is a copy of one that has read nothing. It has to stay: an engine that collects garbage throws away code
 * that it has compiled for a class, when there is no object of the class.
 */
const beginnings = { sha256: sha256.create(), sha1: sha1.create(), md5: md5.create() }

/** The hash of a text's UTF-8 bytes. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(beginnings[algorithm].clone().update(utf8ToBytes(text)).digest(), encoding)
}

/** The keyed hash (RFC 2104) of a text, by which somebody who has the secret knows that it was not changed. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(hmacOf(algorithms[algorithm], utf8ToBytes(secret), utf8ToBytes(text)), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? bytesToHex(bytes) : btoa(String.fromCharCode(...bytes))
}
