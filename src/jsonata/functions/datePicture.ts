import { remember } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3132, D3135 } from '../runtime/errorKinds.ts'
import { type Casing, type IntegerPicture, parseIntegerPicture } from './integerPicture.ts'

/** A part of a picture: a literal string, or a marker (`[Y0001]`). See XPath `fn:format-dateTime`. */
export type DatePart = string | Marker

export interface Marker {
  /** Letter of the component: `Y` year, `M` month, `D` day, … */
  readonly component: string
  /** Casing of a name. */
  readonly names?: Casing | undefined
  readonly integer?: IntegerPicture | undefined
  /** The largest length of a name. */
  readonly most?: number | undefined
  /** Number of digits of the year that are printed, from the right. */
  readonly yearDigits?: number | undefined
  /** True if UTC is printed as `Z`. */
  readonly hasZulu: boolean
}

/** First modifier of each component without one. */
const defaults: Readonly<Record<string, string>> = {
  ...{ Y: '1', M: '1', D: '1', d: '1', F: 'n', W: '1', w: '1', X: '1', x: '1', H: '1', h: '1', P: 'n' },
  ...{ m: '01', s: '01', f: '1', Z: '01:01', z: '01:01', C: 'n', E: 'n' },
}

/** @throws JsonataError D3131, D3132, D3135 */
export const parseDatePicture = remember(parsePicture)

function parsePicture(picture: string): readonly DatePart[] {
  const parts: DatePart[] = []
  let at = 0
  while (at < picture.length) {
    const open = picture.indexOf('[', at)
    const literal = picture.slice(at, open === -1 ? undefined : open)
    if (literal !== '') parts.push(literal.replaceAll(']]', ']'))
    if (open === -1) break
    const isLiteral = picture[open + 1] === '['
    const close = isLiteral ? open + 1 : picture.indexOf(']', open)
    if (close === -1) throw new JsonataError(D3135)
    parts.push(isLiteral ? '[' : parseMarker(picture.slice(open + 1, close).replace(/\s+/g, '')))
    at = close + 1
  }
  return parts
}

function parseMarker(text: string): Marker {
  const component = text.charAt(0)
  const comma = text.lastIndexOf(',')
  const { modifier, second } = splitModifier(comma === -1 ? text.slice(1) : text.slice(1, comma))
  const first = Object.hasOwn(defaults, component) ? modifier || defaults[component]! : undefined
  if (first === undefined) throw new JsonataError(D3132, { value: component })
  const [least, most] = comma === -1 ? [] : parseWidth(text.slice(comma + 1))
  const marker = { component, most, hasZulu: second === 't' }
  if (component === 'Z' || component === 'z') return { ...marker, integer: parseIntegerPicture(first) }
  const names = first[0] === 'N' ? (first[1] === 'n' ? 'title' : 'upper') : first[0] === 'n' ? 'lower' : undefined
  if (names || 'PCE'.includes(component)) return { ...marker, names }
  const integer = widen(parseIntegerPicture(second ? `${first};${second}` : first), least)
  if (component !== 'Y') return { ...marker, integer }
  if (most !== undefined) return { ...marker, integer: { ...integer, mandatoryDigits: most }, yearDigits: most }
  const digits = integer.mandatoryDigits + integer.optionalDigits
  return { ...marker, integer, yearDigits: digits >= 2 ? digits : undefined }
}

/** A modifier of two letters or more may end in one for ordinals, traditional numbers or `Z`. */
function splitModifier(text: string): { modifier: string; second?: string } {
  const last = text.slice(-1)
  return text.length > 1 && 'atco'.includes(last) ? { modifier: text.slice(0, -1), second: last } : { modifier: text }
}

/** Parses `2`, `2-4`, `*-4`. */
function parseWidth(text: string): (number | undefined)[] {
  const dash = text.indexOf('-')
  const widths = dash === -1 ? [text] : [text.slice(0, dash), text.slice(dash + 1)]
  return widths.map(width => (width === '*' ? undefined : Number.parseInt(width, 10)))
}

function widen(picture: IntegerPicture, least: number | undefined): IntegerPicture {
  return least !== undefined && picture.mandatoryDigits < least ? { ...picture, mandatoryDigits: least } : picture
}
