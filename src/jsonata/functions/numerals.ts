import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D2015 } from '../runtime/errorKinds.ts'

/** Roman numerals, and letters as spreadsheets number columns. */

const romans = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
  ] as const),
  ...([
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
]
const longestNumeral = 10_000_000

/** Prints a finite integer in lower case; zero is empty. */
export function toRoman(value: number): string {
  if (value / 1000 > longestNumeral) throw new JsonataError(D2015, { value })
  charge(Math.floor(value / 1000) * cost.caseCharacter)
  let rest = value
  let numeral = ''
  for (const [size, letters] of romans) {
    if (rest < size) continue
    const count = Math.floor(rest / size)
    numeral += letters.repeat(count)
    rest -= count * size
  }
  return numeral
}

const sizes = new Map<string, number>(romans.map(([size, letters]) => [letters.toUpperCase(), size]))

/** Reads a numeral in upper case; NaN if it has another letter. */
export function fromRoman(numeral: string): number {
  let value = 0
  let largest = 1
  for (let at = numeral.length - 1; at >= 0; at--) {
    const size = sizes.get(numeral[at]!) ?? Number.NaN
    if (size < largest) value -= size
    else {
      largest = size
      value += size
    }
  }
  return value
}

/** Prints a finite integer as `a`, `z`, `aa`, …, counted from the letter `first`. Zero is empty. */
export function toLetters(value: number, first: 'a' | 'A'): string {
  let rest = value
  let letters = ''
  while (rest > 0) {
    letters = String.fromCharCode(((rest - 1) % 26) + first.charCodeAt(0)) + letters
    rest = Math.floor((rest - 1) / 26)
  }
  return letters
}

export function fromLetters(letters: string, first: 'a' | 'A'): number {
  let value = 0
  for (let at = 0; at < letters.length; at++) value = value * 26 + letters.charCodeAt(at) - first.charCodeAt(0) + 1
  return value
}
