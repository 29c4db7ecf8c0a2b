import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from './utf8.ts'

export { bytesToHex, sha256 }

/** Initial state, which every hash clones. A file of its own, so that modules need no other algorithm. */
const beginning = /* @__PURE__ */ sha256.create()

/** SHA-256 of the UTF-8 bytes of a string, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(beginning.clone().update(utf8(text)).digest())
}
