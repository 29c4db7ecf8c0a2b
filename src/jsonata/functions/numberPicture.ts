import { JsonataError } from '../runtime/error.ts'
import {
  D3081,
  D3082,
  D3083,
  D3084,
  D3085,
  D3086,
  D3087,
  D3088,
  D3089,
  D3090,
  D3091,
  D3092,
  D3093,
  type ErrorKind,
} from '../runtime/errorKinds.ts'
import { groupingInterval, type Separator } from './grouping.ts'

/** Signs of a picture and of the number that it prints. See XPath `fn:format-number`. */
export interface Signs {
  readonly decimal: string
  readonly grouping: string
  readonly exponent: string
  readonly minus: string
  readonly percent: string
  readonly perMille: string
  readonly zero: string
  readonly digit: string
  readonly pattern: string
}

/** Options of `$formatNumber` by the sign that they change. */
const optionNames = {
  decimal: 'decimal-separator',
  grouping: 'grouping-separator',
  exponent: 'exponent-separator',
  minus: 'minus-sign',
  percent: 'percent',
  perMille: 'per-mille',
  zero: 'zero-digit',
  digit: 'digit',
  pattern: 'pattern-separator',
} as const

const defaults: Signs = {
  ...{ decimal: '.', grouping: ',', exponent: 'e', minus: '-' },
  ...{ percent: '%', perMille: '‰', zero: '0', digit: '#', pattern: ';' },
}

export function readSigns(options?: Readonly<Record<string, unknown>>): Signs {
  if (options === undefined) return defaults
  const signs: Record<keyof Signs, string> = { ...defaults }
  for (const sign of Object.keys(optionNames) as (keyof Signs)[]) {
    const name = optionNames[sign]
    if (Object.hasOwn(options, name)) signs[sign] = String(options[name])
  }
  return signs
}

/** One part of a picture, for positive or for negative numbers. */
export interface NumberPicture {
  readonly text: string
  readonly prefix: string
  readonly suffix: string
  readonly leastInteger: number
  readonly leastFraction: number
  readonly mostFraction: number
  /** Digits of the exponent; 0 without one. */
  readonly leastExponent: number
  /** Digits before the decimal separator of a number with an exponent. */
  readonly scale: number
  /** Separators of the integer, from the right to the left. */
  readonly separators: readonly Separator[]
  /** The distance at which they repeat, or 0. */
  readonly interval: number
  /** Number of digits of the fraction to the left of each separator. */
  readonly fractionSeparators: readonly number[]
}

/** @throws JsonataError D3081 to D3093 */
export function parseNumberPicture(text: string, signs: Signs): NumberPicture {
  const { decimal, grouping, digit, exponent } = signs
  const zero = signs.zero.charCodeAt(0)
  const isZeroToNine = (char: string) => char.charCodeAt(0) >= zero && char.charCodeAt(0) < zero + 10
  const isDigit = (char: string) => isZeroToNine(char) || char === digit
  const isActive = (char: string) =>
    isDigit(char) || char === decimal || char === exponent || char === grouping || char === signs.pattern
  const parts = split(text, signs, char => isActive(char) && char !== exponent)
  check(text, parts, signs, { isZeroToNine, isDigit, isActive })

  const countIn = (string: string, test: Test) => string.split('').filter(test).length
  const scale = countIn(parts.integer, isZeroToNine)
  const hasExponent = parts.exponent !== undefined
  const onlyOptional = scale === 0 && countIn(parts.fraction, isDigit) === 0
  const leastFraction = onlyOptional && hasExponent ? 1 : countIn(parts.fraction, isZeroToNine)
  const needsInteger = scale === 0 && (hasExponent ? parts.integer.includes(digit) : onlyOptional)
  const leastInteger = needsInteger ? 1 : scale
  const countBefore = (chars: readonly string[]) => {
    let digits = 0
    return chars.flatMap(char => {
      if (isDigit(char)) digits++
      return char === grouping ? [digits] : []
    })
  }
  const positions = countBefore(parts.integer.split('').reverse())
  return {
    text,
    prefix: parts.prefix,
    suffix: parts.suffix,
    leastInteger,
    leastFraction: leastInteger === 0 && leastFraction === 0 ? 1 : leastFraction,
    mostFraction: onlyOptional && hasExponent ? 1 : countIn(parts.fraction, isDigit),
    leastExponent: countIn(parts.exponent ?? '', isZeroToNine),
    scale,
    separators: positions.map(at => ({ at, sign: grouping })),
    interval: groupingInterval(positions),
    fractionSeparators: countBefore(parts.fraction.split('')),
  }
}

type Test = (char: string) => boolean

interface Parts {
  readonly prefix: string
  readonly suffix: string
  readonly active: string
  readonly mantissa: string
  readonly integer: string
  readonly fraction: string
  readonly exponent: string | undefined
}

/** Splits a picture. The prefix ends at the first sign that is active, the suffix starts after the last. */
function split(text: string, { decimal, exponent }: Signs, isActive: Test): Parts {
  const chars = text.split('')
  const start = Math.max(chars.findIndex(isActive), 0)
  const last = chars.findLastIndex(isActive)
  const end = last === -1 ? text.length : last + 1
  const active = text.slice(start, end)
  const at = text.indexOf(exponent, start)
  const hasExponent = at !== -1 && at <= end
  const mantissa = hasExponent ? active.slice(0, at - start) : active
  const point = mantissa.indexOf(decimal)
  return {
    prefix: text.slice(0, start),
    suffix: text.slice(end),
    active,
    mantissa,
    integer: point === -1 ? mantissa : mantissa.slice(0, point),
    fraction: point === -1 ? '' : mantissa.slice(point + 1),
    exponent: hasExponent ? active.slice(at - start + 1) : undefined,
  }
}

interface Tests {
  readonly isZeroToNine: Test
  readonly isDigit: Test
  readonly isActive: Test
}

/** Reports the mistake with the highest code. */
function check(text: string, parts: Parts, signs: Signs, { isZeroToNine, isDigit, isActive }: Tests): void {
  const { active, mantissa, integer, fraction, exponent } = parts
  const { decimal, grouping, percent, perMille, digit } = signs
  const isTwice = (sign: string) => text.indexOf(sign) !== text.lastIndexOf(sign)
  const some = (string: string, test: Test) => string.split('').some(test)
  const point = text.indexOf(decimal)
  const beside = point !== -1 && (text.charAt(point - 1) === grouping || text.charAt(point + 1) === grouping)
  const isScaled = text.includes(percent) || text.includes(perMille)
  const lastOptional = fraction.lastIndexOf(digit)
  const mistakes: readonly (readonly [kind: ErrorKind, isMade: boolean])[] = [
    [D3093, exponent !== undefined && (exponent === '' || some(exponent, char => !isZeroToNine(char)))],
    [D3092, exponent !== undefined && exponent !== '' && isScaled],
    [D3091, lastOptional !== -1 && some(fraction.slice(lastOptional), isZeroToNine)],
    [D3090, some(integer.slice(0, Math.max(integer.indexOf(digit), 0)), isZeroToNine)],
    [D3089, text.includes(grouping + grouping)],
    [D3088, point === -1 && integer.charAt(integer.length - 1) === grouping],
    [D3087, beside],
    [D3086, some(active, char => !isActive(char))],
    [D3085, !some(mantissa, isDigit)],
    [D3084, text.includes(percent) && text.includes(perMille)],
    [D3083, isTwice(perMille)],
    [D3082, isTwice(percent)],
    [D3081, isTwice(decimal)],
  ]
  const mistake = mistakes.find(([, isMade]) => isMade)
  if (mistake) throw new JsonataError(mistake[0])
}
