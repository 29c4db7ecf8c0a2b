import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3130 } from '../runtime/errorKinds.ts'
import { shiftChar } from './formatInteger.ts'
import { type IntegerPicture, parseIntegerPicture } from './integerPicture.ts'
import { fromLetters, fromRoman } from './numerals.ts'
import { fromWords } from './words.ts'

/** Parses an integer; NaN if the string is not one of the picture. */
export function parseInteger(text: string | undefined, picture: string | undefined): number | undefined {
  if (text === undefined || picture === undefined) return undefined
  charge(cost.picture + picture.length * cost.pictureCharacter)
  return readInteger(text, parseIntegerPicture(picture))
}

/** @throws JsonataError D3130 */
export function readInteger(text: string, picture: IntegerPicture): number {
  const { style, casing } = picture
  charge(text.length * cost.matcherStep)
  if (style === 'letters') return fromLetters(text, casing === 'upper' ? 'A' : 'a')
  if (style === 'roman') return fromRoman(casing === 'upper' ? text : text.toUpperCase())
  if (style === 'words') return fromWords(text.toLowerCase())
  if (style === 'unknown') throw new JsonataError(D3130, { value: picture.text })
  return readDigits(text, picture)
}

function readDigits(text: string, { zero, separators, isOrdinal }: IntegerPicture): number {
  const signs = new Set(separators.map(({ sign }) => sign))
  const digits = [...(isOrdinal ? text.slice(0, -2) : text)].filter(char => !signs.has(char)).join('')
  return Number.parseInt(zero === 0x30 ? digits : digits.replace(/./g, char => shiftChar(char, 0x30 - zero)), 10)
}
