import { charge, cost, remember } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3130, D3136 } from '../runtime/errorKinds.ts'
import { datePart, namesOfComponent } from './dateParts.ts'
import { type DatePart, type Marker, parseDatePicture } from './datePicture.ts'
import type { IntegerPicture } from './integerPicture.ts'
import { readInteger } from './parseInteger.ts'
import { literal, matchPieces, type Piece, run, words } from './timeMatch.ts'
import { wordPieces } from './words.ts'

/** Reads one part of a picture. A literal has no value. */
interface Reader {
  readonly pieces: readonly Piece[]
  readonly component?: string
  readonly read?: (text: string) => number | undefined
}

type Components = Map<string, number | undefined>

/**
 * Parses a moment with a picture. Parts of the date that come before the first one given are today's; parts after the
 * last are the lowest. Absent if the string does not match.
 *
 * @param today absent without a clock
 * @throws JsonataError D3136 if a part is missing, and D3130 to D3135 for the picture
 */
export function parseMillis(text: string, picture: string, today?: Date): number | undefined {
  charge(cost.picture + picture.length * cost.pictureCharacter + text.length)
  const readers = makeReaders(picture)
  const ends = matchPieces(
    readers.flatMap(({ pieces }) => pieces),
    text,
  )
  if (ends === undefined) return undefined
  const components: Components = new Map()
  let count = 0
  for (const { pieces, component, read } of readers) {
    const start = ends[count - 1] ?? 0
    count += pieces.length
    if (component !== undefined) components.set(component, read!(text.slice(start, ends[count - 1])))
  }
  return components.size === 0 ? undefined : toMoment(components, today)
}

const makeReaders = remember(picture => parseDatePicture(picture).map(makeReader))

function makeReader(part: DatePart, index: number, parts: readonly DatePart[]): Reader {
  if (typeof part === 'string') return { pieces: [literal(part)] }
  const { component, integer, most } = part
  if (component === 'Z' || component === 'z') return readZone(part)
  if (component === 'f') return { component, pieces: [run(isDigit)], read: readFraction }
  if (integer) {
    const next = parts[index + 1]
    // Digits that stand together are told apart by their number.
    const isJoined = typeof next === 'object' && next.integer !== undefined && !'Zz'.includes(next.component)
    const pieces = integerPieces(integer, isJoined ? integer.mandatoryDigits : undefined)
    return { component, pieces, read: text => readInteger(text, integer) }
  }
  const pieces = [run(isLetter)]
  if (component === 'P') return { component, pieces, read: text => halves.get(text) }
  const names = namesOfComponent(component).map(name => (most ? name.substring(0, most) : name))
  const read = (text: string) => (names.includes(text) ? names.lastIndexOf(text) + 1 : undefined)
  return { component, pieces, read }
}

const halves = new Map([
  ['am', 0],
  ['AM', 0],
  ['pm', 1],
  ['PM', 1],
])
const isDigit = (char: string) => char >= '0' && char <= '9'
const isLetter = (char: string) => /[a-z]/i.test(char)

function integerPieces(picture: IntegerPicture, width: number | undefined): Piece[] {
  const { style, zero, isOrdinal } = picture
  if (style === 'letters') return [run(isLetter)]
  if (style === 'roman') return [run(char => /[mdclxvi]/i.test(char))]
  if (style === 'words') return [words(wordPieces())]
  if (style === 'unknown') throw new JsonataError(D3130, { value: picture.text })
  const digits = run(char => {
    const value = char.charCodeAt(0) - zero
    return value >= 0 && value <= 9
  }, width)
  return isOrdinal ? [digits, ordinalSuffix] : [digits]
}

const ordinalSuffix: Piece = (text, from) => (/^(st|nd|rd|th)$/i.test(text.slice(from, from + 2)) ? [from + 2] : [])

/** Reads the digits after the decimal point as milliseconds. */
const readFraction = (digits: string) => Number(digits.slice(0, 3).padEnd(3, '0'))

/** Reads an offset in minutes: `+05:30`, `+0530`, `+5`. */
function readZone({ component, integer }: Marker): Reader {
  const separator = integer!.mandatoryDigits > 0 && integer!.interval > 0 ? integer!.separators[0]!.sign : undefined
  const start = component === 'z' ? 'GMT' : ''
  const pieces = [
    ...(start ? [literal(start)] : []),
    run(char => char === '+' || char === '-', 1),
    run(isDigit),
    ...(separator ? [literal(separator), run(isDigit)] : []),
  ]
  const read = (text: string) => {
    const sign = text[start.length] === '-' ? -1 : 1
    const digits = text.slice(start.length + 1)
    const end = separator ? digits.indexOf(separator) : 2
    const [hours, minutes] = [digits.slice(0, end), digits.slice(separator ? end + separator.length : end)]
    return sign * (Number(hours) * 60 + Number(minutes))
  }
  return { component, pieces, read }
}

function toMoment(components: Components, today: Date | undefined): number {
  const dates = given('YXMxWwdD', components)
  const times = given('PHhmsf', components)
  // Weeks are not parsed, as in the package.
  if (isWithin(dates, 'Xxw') || isWithin(dates, 'XW')) throw new JsonataError(D3136)
  const byDayOfYear = !isWithin(dates, 'YMD') && isWithin(dates, 'Yd')
  const byHalfDay = !isWithin(times, 'Hmsf') && isWithin(times, 'Phmsf')
  fill(components, (byDayOfYear ? 'Yd' : 'YMD') + (byHalfDay ? 'Phmsf' : 'Hmsf'), today)
  const part = (component: string) => components.get(component)!
  const month = byDayOfYear ? 0 : part('M') > 0 ? part('M') - 1 : 0
  const hour = byHalfDay ? (part('h') === 12 ? 0 : part('h')) + (part('P') === 1 ? 12 : 0) : part('H')
  const day = part(byDayOfYear ? 'd' : 'D')
  const moment = Date.UTC(part('Y'), month, day, hour, part('m'), part('s'), part('f'))
  return moment - (components.get('Z') || components.get('z') || 0) * 60_000
}

/** The components with a value other than zero. */
function given(letters: string, components: Components): string[] {
  return [...letters].filter(letter => components.get(letter))
}

const isWithin = (found: readonly string[], letters: string) =>
  found.length > 0 && found.every(letter => letters.includes(letter))

/** Fills in components, which are in the order of their size. */
function fill(components: Components, order: string, today: Date | undefined): void {
  let hasStarted = false
  let hasEnded = false
  for (const component of order) {
    if (components.get(component) !== undefined) {
      if (hasEnded) throw new JsonataError(D3136)
      hasStarted = true
    } else if (hasStarted) {
      hasEnded = true
      components.set(component, 'MDd'.includes(component) ? 1 : 0)
    } else {
      if (today === undefined) throw new JsonataError(D3136)
      components.set(component, datePart(today, component))
    }
  }
}
