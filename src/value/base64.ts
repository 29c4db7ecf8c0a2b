const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Encodes bytes in base64 (RFC 4648, §4). */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += digits[word >> 18]! + digits[(word >> 12) & 63]!
    text += left > 1 ? digits[(word >> 6) & 63]! : '='
    text += left > 2 ? digits[word & 63]! : '='
  }
  return text
}

/** Decodes base64 to a string with one character per byte. Ends before an incomplete byte. */
export function decodeBase64(text: string): string {
  let bytes = ''
  let word = 0
  let bits = 0
  for (const letter of text) {
    word = ((word << 6) | digits.indexOf(letter)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes += String.fromCharCode((word >> bits) & 0xff)
  }
  return bytes
}
