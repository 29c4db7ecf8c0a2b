import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D1001, D3134 } from '../runtime/errorKinds.ts'
import { datePart, namesOfComponent } from './dateParts.ts'
import { type Marker, parseDatePicture } from './datePicture.ts'
import { printInteger, toCase } from './formatInteger.ts'
import type { IntegerPicture } from './integerPicture.ts'

const isoPicture = '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]'
/** Up to this distance from 1970, years have four digits. */
const fourDigitYears = 6e13

/**
 * Formats a moment with a picture, in UTC unless a zone is given (`+0100`).
 *
 * @throws JsonataError D1001 for a moment beyond the range of dates, and D3130 to D3135 for the picture
 */
export function formatMillis(millis: number | undefined, picture?: string, zone?: string): string | undefined {
  if (millis === undefined) return undefined
  const isIso = picture === undefined && zone === undefined && Math.abs(millis) < fourDigitYears
  charge(cost.time)
  if (isIso) return new Date(millis).toISOString()
  const offset = zone === undefined ? 0 : Number.parseInt(zone, 10)
  const minutes = Math.trunc(offset / 100) * 60 + (offset % 100)
  charge(cost.picture + (picture?.length ?? 0) * cost.pictureCharacter)
  const parts = parseDatePicture(picture ?? isoPicture)
  const moment = millis + minutes * 60_000
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) throw new JsonataError(D1001, { value: moment })
  return parts.map(part => (typeof part === 'string' ? part : printMarker(date, part, offset))).join('')
}

function printMarker(date: Date, marker: Marker, offset: number): string {
  const { component, names, integer, most, yearDigits } = marker
  if (component === 'C' || component === 'E') return 'ISO'
  if (component === 'P') return toCase(date.getUTCHours() < 12 ? 'am' : 'pm', names === 'upper' ? 'upper' : 'lower')
  if (component === 'Z' || component === 'z') return printZone(offset, marker)
  const value = datePart(date, component)
  if (integer) return printInteger(yearDigits === undefined ? value : value % 10 ** yearDigits, integer)
  const name = namesOfComponent(component)[value - 1]!
  const cased = names === 'title' ? name : toCase(name, names!)
  return most !== undefined && cased.length > most ? cased.substring(0, most) : cased
}

/** Prints an offset, which has hours times 100 and minutes: `+05:30`, `+5:30`, `GMT+5`, `Z`. */
function printZone(offset: number, { component, integer, hasZulu }: Marker): string {
  const digits = printOffset(Math.abs(offset), integer!)
  if (offset === 0 && hasZulu) return 'Z'
  return (component === 'z' ? 'GMT' : '') + (offset < 0 ? '-' : '+') + digits
}

/** With one or two digits, minutes follow only if there are any. */
function printOffset(offset: number, picture: IntegerPicture): string {
  const { mandatoryDigits, interval } = picture
  if (mandatoryDigits === 0 || (mandatoryDigits > 4 && interval === 0)) {
    throw new JsonataError(D3134, { value: mandatoryDigits || undefined })
  }
  if (mandatoryDigits > 2 || interval > 0) return printInteger(offset, picture)
  const minutes = offset % 100
  const hours = printInteger(Math.trunc(offset / 100), picture)
  return minutes === 0 ? hours : `${hours}:${String(minutes).padStart(2, '0')}`
}
