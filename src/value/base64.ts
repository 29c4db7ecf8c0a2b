const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Encodes bytes, without `btoa`, which not every engine has. */
export function encodeBase64(bytes: ArrayLike<number>): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += letters[group >> 18]! + letters[(group >> 12) & 63]
    text += at + 1 < bytes.length ? letters[(group >> 6) & 63] : '='
    text += at + 2 < bytes.length ? letters[group & 63] : '='
  }
  return text
}

/** Decodes bytes as leniently as Node's `Buffer`: accepts URL-safe letters, skips other characters, ends at `=`. */
export function decodeBase64(text: string): number[] {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const char of text) {
    if (char === '=') break
    const value = letters.indexOf(char === '-' ? '+' : char === '_' ? '/' : char)
    if (value === -1) continue
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes.push((bits >> count) & 0xff)
  }
  return bytes
}
