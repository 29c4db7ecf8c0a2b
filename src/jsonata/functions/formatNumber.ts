import { charge, chargeWalk, cost, remember } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D1001, D3080 } from '../runtime/errorKinds.ts'
import { group, groupEvery } from './grouping.ts'
import { type NumberPicture, parseNumberPicture, readSigns, type Signs } from './numberPicture.ts'
import { round } from './numbers.ts'

/**
 * Formats a number with a picture.
 *
 * @throws JsonataError D3080 to D3093 for the picture, and D1001 for a number that is infinite or becomes it
 */
export function formatNumber(
  value: number | undefined,
  picture: string | undefined,
  options?: Readonly<Record<string, unknown>>,
): string | undefined {
  if (value === undefined || picture === undefined) return undefined
  charge(cost.picture + picture.length * cost.pictureCharacter)
  chargeWalk(options)
  const signs = readSigns(options)
  const [positive, negative] = options === undefined ? parseUsual(picture) : parse(picture, signs)
  if (value >= 0) return print(value, positive!, signs)
  return negative ? print(value, negative, signs) : signs.minus + print(value, positive!, signs)
}

const parseUsual = remember(picture => parse(picture, readSigns()))

/** Parses the parts for positive and for negative numbers. */
function parse(picture: string, signs: Signs): NumberPicture[] {
  const texts = picture.split(signs.pattern)
  if (texts.length > 2) throw new JsonataError(D3080)
  return texts.map(text => parseNumberPicture(text, signs))
}

function print(value: number, picture: NumberPicture, signs: Signs): string {
  const factor = picture.text.includes(signs.percent) ? 100 : picture.text.includes(signs.perMille) ? 1000 : 1
  const scaled = Math.abs(value * factor)
  if (!Number.isFinite(scaled)) throw new JsonataError(D1001, { value: scaled })
  const { mantissa, exponent } = picture.leastExponent === 0 ? { mantissa: scaled } : normalize(scaled, picture.scale)
  const number = printMantissa(round(mantissa, picture.mostFraction)!, picture, signs)
  return (
    picture.prefix + number + (exponent === undefined ? '' : printExponent(exponent, picture, signs)) + picture.suffix
  )
}

/** Finds an exponent of ten for which the mantissa has `scale` digits before its point. */
function normalize(value: number, scale: number): { mantissa: number; exponent?: number } {
  let mantissa = value
  let exponent = 0
  if (mantissa === 0) return { mantissa, exponent }
  for (; mantissa < 10 ** (scale - 1); exponent--) mantissa *= 10
  for (; mantissa > 10 ** scale; exponent++) mantissa /= 10
  return { mantissa, exponent }
}

function printMantissa(value: number, picture: NumberPicture, signs: Signs): string {
  const { leastInteger, leastFraction, mostFraction, separators, interval, fractionSeparators, text } = picture
  const [whole = '', rest = ''] = value.toFixed(mostFraction).split('.')
  const integer = toScript(whole.replace(/^0+/, '').padStart(leastInteger, '0'), signs)
  const fraction = toScript(rest.replace(/0+$/, '').padEnd(leastFraction, '0'), signs)
  const grouped = interval > 0 ? groupEvery(integer, interval, signs.grouping) : group(integer, separators)
  const printed = grouped + signs.decimal + groupFraction(fraction, fractionSeparators, signs.grouping)
  // Without a decimal separator in the picture, the language removes the last character, which is a digit for `#e0`.
  return fraction === '' || !text.includes(signs.decimal) ? printed.slice(0, -1) : printed
}

function groupFraction(digits: string, positions: readonly number[], sign: string): string {
  const inside = positions.filter(position => position < digits.length)
  return [0, ...inside].map((start, index) => digits.slice(start, inside[index])).join(sign)
}

function printExponent(exponent: number, { leastExponent }: NumberPicture, signs: Signs): string {
  const digits = toScript(String(Math.abs(exponent)).padStart(leastExponent, '0'), signs)
  return signs.exponent + (exponent < 0 ? signs.minus : '') + digits
}

/** Replaces ASCII digits by those that start at the sign for zero. */
function toScript(digits: string, { zero }: Signs): string {
  if (zero === '0') return digits
  return digits.replace(/[0-9]/g, digit => String.fromCharCode(zero.charCodeAt(0) + Number(digit)))
}
