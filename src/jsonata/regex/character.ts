/** Tests a code unit. */
type CharacterTest = (unit: number) => boolean

/** Number of ASCII characters. */
export const ascii = 128

/** A character of a pattern. */
export interface Character {
  readonly test: CharacterTest
  /** False if only ASCII characters match. */
  readonly goesBeyondAscii: boolean
  /** True for `\s` and `\S`: beyond ASCII, either all white space matches or all else. */
  readonly tellsSpace: boolean
}

/** Sources that match ASCII characters only: `a`, `\d`, `\.`, `[a-z_\d]`. */
const asciiOnly =
  /^(?:[ -Z\]^_`a-~]|\\(?:[dwntrfv]|[!-/:-@[-`{-~])|\[(?!\^)(?:[ -[^-~]|\\(?:[dwntrfv]|[!-/:-@[-`{-~]))*\])$/

/** The test of a character by its source in a pattern: `a`, `.`, `\d`, `[^x]`. */
export function readCharacter(source: string, flags: string): Character {
  const written = source.length === 1 && /[\\^$*+?()[\]{}|/]/.test(source) ? `\\${source}` : source
  const form = new RegExp(`^${written}$`, flags.replace(/[gm]/g, ''))
  const matches = (unit: number) => form.test(String.fromCharCode(unit))
  const goesBeyondAscii = source === '.' || !asciiOnly.test(source)
  /** For each ASCII character 1 if it matches, 2 if it does not, 0 if it has not been tested. */
  const known = new Uint8Array(ascii)
  const test = (unit: number) => {
    if (unit >= ascii) return goesBeyondAscii && matches(unit)
    known[unit] ||= matches(unit) ? 1 : 2
    return known[unit] === 1
  }
  return { test, goesBeyondAscii, tellsSpace: /^\\s$/i.test(source) }
}

/** Tests if `\s` matches a character beyond ASCII. */
export function isSpaceBeyondAscii(unit: number): boolean {
  if (unit < 0x1680) return unit === 0xa0
  if (unit >= 0x2000 && unit <= 0x200a) return true
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(unit)
}

/** Tests if `^` with the flag `m` matches after a code unit, and `$` before it. */
export function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029
}

/** Tests if `\w` matches. Code units outside a string are `NaN`. */
export function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95
}

/** Folds the case of a code unit, as ECMAScript's `Canonicalize` without the flag `u`. */
export function fold(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase()
  if (upper.length !== 1) return unit
  const folded = upper.charCodeAt(0)
  return unit >= 128 && folded < 128 ? unit : folded
}
