import { remember } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3131 } from '../runtime/errorKinds.ts'
import { groupingInterval, type Separator } from './grouping.ts'

/** A picture of `$formatInteger`: `#,##0`, `01;o`, `Ww`. See XPath `fn:format-integer`. */
export interface IntegerPicture {
  /** `unknown` is a numbering sequence that the language does not have. */
  readonly style: 'decimal' | 'letters' | 'roman' | 'words' | 'unknown'
  readonly casing: Casing
  readonly isOrdinal: boolean
  /** The picture without its modifier. */
  readonly text: string
  /** Code of the digit zero. */
  readonly zero: number
  readonly mandatoryDigits: number
  readonly optionalDigits: number
  /** From the right to the left. */
  readonly separators: readonly Separator[]
  /** The distance at which the first separator repeats, or 0. */
  readonly interval: number
}

export type Casing = 'lower' | 'upper' | 'title'

const named: Readonly<Record<string, Pick<IntegerPicture, 'style' | 'casing'>>> = {
  A: { style: 'letters', casing: 'upper' },
  a: { style: 'letters', casing: 'lower' },
  I: { style: 'roman', casing: 'upper' },
  i: { style: 'roman', casing: 'lower' },
  W: { style: 'words', casing: 'upper' },
  Ww: { style: 'words', casing: 'title' },
  w: { style: 'words', casing: 'lower' },
}

const noDigits = { zero: 0x30, mandatoryDigits: 0, optionalDigits: 0, separators: [], interval: 0 }

/** @throws JsonataError D3131 */
export const parseIntegerPicture = remember(parsePicture)

function parsePicture(picture: string): IntegerPicture {
  const semicolon = picture.lastIndexOf(';')
  const text = semicolon === -1 ? picture : picture.slice(0, semicolon)
  const isOrdinal = semicolon !== -1 && picture[semicolon + 1] === 'o'
  if (Object.hasOwn(named, text)) return { ...noDigits, ...named[text]!, isOrdinal, text }
  const digits = parseDigits(text)
  const style = digits.mandatoryDigits > 0 ? 'decimal' : 'unknown'
  return { style, casing: 'lower', isOrdinal, text, ...digits }
}

function parseDigits(text: string): Pick<IntegerPicture, keyof typeof noDigits> {
  let zero: number | undefined
  let mandatoryDigits = 0
  let optionalDigits = 0
  const separators: Separator[] = []
  for (const char of [...text].reverse()) {
    const zeroOfChar = findZero(char)
    if (zeroOfChar !== undefined) {
      if (zero !== undefined && zero !== zeroOfChar) throw new JsonataError(D3131)
      zero = zeroOfChar
      mandatoryDigits++
    } else if (char === '#') optionalDigits++
    else separators.push({ at: mandatoryDigits + optionalDigits, sign: char })
  }
  const isUniform = separators.every(({ sign }) => sign === separators[0]!.sign)
  const interval = isUniform ? groupingInterval(separators.map(({ at }) => at)) : 0
  return { zero: zero ?? 0x30, mandatoryDigits, optionalDigits, separators, interval }
}

const digit = /\p{Nd}/u

/** The zero of the script of a digit, in the basic plane. Codes of zeros end in the hexadecimal digit 0 or 6. */
function findZero(char: string): number | undefined {
  const code = char.charCodeAt(0)
  if (code < 0x80) return char >= '0' && char <= '9' ? 0x30 : undefined
  if (char.length > 1 || !digit.test(char)) return undefined
  const start = code & ~15
  return digit.test(String.fromCharCode(start)) ? start : start + 6
}
