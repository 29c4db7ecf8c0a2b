import { encodeBase64 } from '../base64.ts'
import { utf8 } from '../utf8.ts'
import { digest, type HashFunction } from './digest.ts'
import { md5 } from './md5.ts'
import { sha1 } from './sha1.ts'
import { sha256 } from './sha256.ts'

export type HashAlgorithm = 'sha256' | 'sha1' | 'md5'
export type HashEncoding = 'hex' | 'base64'
export const hashAlgorithms: readonly string[] = ['sha256', 'sha1', 'md5'] satisfies HashAlgorithm[]
export const hashEncodings: readonly string[] = ['hex', 'base64'] satisfies HashEncoding[]

const functions: Readonly<Record<HashAlgorithm, HashFunction>> = { sha256, sha1, md5 }

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. A bundle with this alone has no other hash. */
export function sha256Hex(text: string): string {
  return encodeHex(digest(sha256, utf8(text)))
}

/** Hashes the UTF-8 bytes of a string. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  return encode(digest(functions[algorithm], utf8(text)), encoding)
}

/** Computes the keyed hash (RFC 2104) of a string. */
export function hmac(text: string, secret: string, algorithm: HashAlgorithm, encoding: HashEncoding): string {
  const hashFunction = functions[algorithm]
  const given = utf8(secret)
  const key = given.length > 64 ? digest(hashFunction, given) : given
  const keyed = (mask: number, bytes: Uint8Array) => {
    const message = new Uint8Array(64 + bytes.length).fill(mask, 0, 64)
    for (let i = 0; i < key.length; i++) message[i]! ^= key[i]!
    message.set(bytes, 64)
    return digest(hashFunction, message)
  }
  return encode(keyed(0x5c, keyed(0x36, utf8(text))), encoding)
}

function encode(bytes: Uint8Array, encoding: HashEncoding): string {
  return encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes)
}

const hexadecimals = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function encodeHex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += hexadecimals[bytes[i]!]
  return text
}
