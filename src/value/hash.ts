import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const algorithms = { sha256, sha1, md5 }

export type HashAlgorithm = keyof typeof algorithms

/** The hash of a text's UTF-8 bytes. */
export function hash(text: string, algorithm: HashAlgorithm, encoding: 'hex' | 'base64'): string {
  const bytes = algorithms[algorithm](utf8ToBytes(text))
  return encoding === 'hex' ? bytesToHex(bytes) : btoa(String.fromCharCode(...bytes))
}
