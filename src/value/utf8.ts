/** Encodes a string in UTF-8. A lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let size = 0
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i)
    if (point < 0x80) {
      bytes[size++] = point
      continue
    }
    if (point >= 0xd800 && point < 0xe000) {
      point = text.codePointAt(i)!
      if (point > 0xffff) i++
      else point = 0xfffd
    }
    if (point < 0x800) bytes[size++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[size++] = 0xe0 | (point >> 12)
      else {
        bytes[size++] = 0xf0 | (point >> 18)
        bytes[size++] = 0x80 | ((point >> 12) & 63)
      }
      bytes[size++] = 0x80 | ((point >> 6) & 63)
    }
    bytes[size++] = 0x80 | (point & 63)
  }
  return bytes.subarray(0, size)
}

/**
 * Decodes percent-encoded bytes as UTF-8. Each sequence that is not UTF-8 becomes one U+FFFD, as long as it could still
 * have become a character (WHATWG Encoding, §8.1.1).
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/(?:%[\da-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded.replace(sequences, replaceInvalid)
    }
  })
}

/** The first group is a valid character. Everything else that matches is the start of one, or a byte that starts none. */
const sequences = new RegExp(
  [
    '((?:%[0-7]. | %(?:c[2-9a-f]|d.) T | %e0 %[ab]. T | %(?:e[1-9abcef]) T T | %ed %[89]. T | ',
    '%f0 %[9ab]. T T | %f[123] T T T | %f4 %8. T T)) | ',
    '%e0 %[ab]. | %(?:e[1-9abcef]) T | %ed %[89]. | %f0 %[9ab]. T? | %f[123] T T? | %f4 %8. T? | %..',
  ]
    .join('')
    .replaceAll(' ', '')
    .replaceAll('T', '(?:%[89ab].)'),
  'gi',
)

function replaceInvalid(sequence: string, valid: string | undefined): string {
  return valid === undefined ? '\ufffd' : decodeURIComponent(sequence)
}
