import { JsonataError } from '../runtime/error.ts'
import { D3133 } from '../runtime/errorKinds.ts'

const day = 86_400_000

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/**
 * Names of a component, in the order of its numbers from 1.
 *
 * @throws JsonataError D3133
 */
export function namesOfComponent(component: string): readonly string[] {
  if (component === 'M' || component === 'x') return monthNames
  if (component === 'F') return dayNames
  throw new JsonataError(D3133, { value: component })
}

/** Reads a component of a date in UTC. */
export function datePart(date: Date, component: string): number {
  switch (component) {
    case 'Y':
      return date.getUTCFullYear()
    case 'M':
      return date.getUTCMonth() + 1
    case 'D':
      return date.getUTCDate()
    case 'd':
      return dayOfYear(date)
    case 'F':
      return date.getUTCDay() || 7
    case 'W':
      return Math.ceil(dayOfYear(thursday(date)) / 7)
    case 'w':
      return Math.ceil(thursday(date).getUTCDate() / 7)
    case 'X':
      return thursday(date).getUTCFullYear()
    case 'x':
      return thursday(date).getUTCMonth() + 1
    case 'H':
      return date.getUTCHours()
    case 'h':
      return date.getUTCHours() % 12 || 12
    case 'm':
      return date.getUTCMinutes()
    case 's':
      return date.getUTCSeconds()
    case 'f':
      return date.getUTCMilliseconds()
    default:
      return 0
  }
}

function dayOfYear(date: Date): number {
  return (date.getTime() - new Date(date).setUTCMonth(0, 1)) / day + 1
}

/** The Thursday of the week. In ISO 8601, a week is in the year (and here the month) of its Thursday. */
function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * day)
}
