import { charge, cost } from '../value/index.ts'

/** `2024`, `2024-05`, `20240501`, `2024/5/1 12:30`: parsed by dayjs, but not by `Date.parse`. */
const lenient = /^\d{4}[-/]?\d{0,2}[-/]?\d{0,2}[Tt\s]*\d{0,2}(?::\d{1,2}){0,2}(?:[.:]\d+)?$/

/** Last second of a JavaScript date. */
const latest = 8.64e12

/** Tests the format `date-like` of `datetime` fields: dates that published destinations accept, or a number. */
export function isDateLike(text: string): boolean {
  if (text.length > 100) return false
  charge(text.length * cost.formatCharacter)
  if (!Number.isNaN(Date.parse(text)) || lenient.test(text)) return true
  const number = Number(text)
  return Math.abs(number) <= latest && String(number) === text
}
