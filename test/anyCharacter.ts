import fc from 'fast-check'

const surrogates = 0x800

/**
 * Any code point besides halves of surrogate pairs, as `unit` of a string. That of fast-check lists all million of them
 * before its first string.
 */
export const anyCharacter = fc.nat(0x10ffff - surrogates).map(
  index => String.fromCodePoint(index < 0xd800 ? index : index + surrogates),
  character => {
    if (typeof character !== 'string' || [...character].length !== 1) throw new Error('not one character')
    const point = character.codePointAt(0)!
    return point < 0xd800 ? point : point - surrogates
  },
)
