import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D1001, D2015, D3130 } from '../runtime/errorKinds.ts'
import { group, groupEvery } from './grouping.ts'
import { type Casing, type IntegerPicture, parseIntegerPicture } from './integerPicture.ts'
import { toLetters, toRoman } from './numerals.ts'
import { toOrdinal, toWords } from './words.ts'

export function formatInteger(value: number | undefined, picture: string | undefined): string | undefined {
  if (value === undefined || picture === undefined) return undefined
  charge(cost.picture + picture.length * cost.pictureCharacter)
  return printInteger(Math.floor(value), parseIntegerPicture(picture))
}

/** @throws JsonataError D3130, and D1001 for a number that has no words, letters or numeral */
export function printInteger(value: number, picture: IntegerPicture): string {
  const sign = value < 0 ? '-' : ''
  if (picture.style === 'decimal') return sign + printDigits(Math.abs(value), picture)
  if (picture.style === 'unknown') throw new JsonataError(D3130, { value: picture.text })
  if (!Number.isFinite(value)) throw new JsonataError(D1001, { value })
  return sign + printNamed(Math.abs(value), picture)
}

function printNamed(value: number, { style, casing, isOrdinal }: IntegerPicture): string {
  if (style === 'letters') return toLetters(value, casing === 'upper' ? 'A' : 'a')
  if (style === 'roman') return toCase(toRoman(value), casing)
  const words = toWords(value)
  return toCase(isOrdinal ? toOrdinal(words) : words, casing)
}

/** In title case, every word but `and` starts with a capital letter. */
export function toCase(text: string, casing: Casing): string {
  if (casing === 'upper') return text.toUpperCase()
  if (casing === 'lower') return text.toLowerCase()
  return text.replace(/[a-z]+/g, word => (word === 'and' ? word : word[0]!.toUpperCase() + word.slice(1)))
}

const mostDigits = 10_000_000

function printDigits(value: number, picture: IntegerPicture): string {
  const { zero, mandatoryDigits, separators, interval, isOrdinal } = picture
  if (mandatoryDigits > mostDigits) throw new JsonataError(D2015, { value: mandatoryDigits })
  charge(mandatoryDigits * (cost.kept + (zero === 0x30 ? 0 : cost.matcherStep)))
  const padded = String(value).padStart(mandatoryDigits, '0')
  const digits = zero === 0x30 ? padded : padded.replace(/./g, char => shiftChar(char, zero - 0x30))
  const grouped = interval > 0 ? groupEvery(digits, interval, separators[0]!.sign) : group(digits, separators)
  return isOrdinal ? grouped + ordinalSuffix(grouped) : grouped
}

export function shiftChar(char: string, by: number): string {
  return String.fromCharCode(char.charCodeAt(0) + by)
}

function ordinalSuffix(digits: string): string {
  if (digits.at(-2) === '1') return 'th'
  return { 1: 'st', 2: 'nd', 3: 'rd' }[digits.at(-1)!] ?? 'th'
}
