import type { ClauseInfo } from '../../trigger/index.ts'
import { describeKind, type Json, printJson, printPath } from '../../value/index.ts'

/** Explains why a clause excluded an event: because it is false or, if it is negated, true. */
export function describeClause(
  { text, path, operator, expected }: ClauseInfo,
  holds: boolean,
  actual: Json | undefined,
): string {
  const name = printPath(path)
  const isEquality = operator === '=' || operator === 'in'
  if (holds)
    return isEquality
      ? `${name} is ${describeValue(actual)}, which the trigger excludes`
      : `${text} is true, which the trigger excludes`
  if (operator === '!=') return `${name} is ${actual === undefined ? 'absent' : describeValue(actual)}`
  if (actual === undefined)
    return isEquality ? `${name} is absent, needs ${describeNeed(expected)}` : `${name} is absent, needs ${text}`
  return isEquality
    ? `${name} is ${describeValue(actual)}, not ${describeNeed(expected)}`
    : `${name} is ${describeValue(actual)}, needs ${text}`
}

function describeNeed(expected: ClauseInfo['expected']): string {
  return Array.isArray(expected) ? expected.map(value => JSON.stringify(value)).join(' or ') : JSON.stringify(expected)
}

function describeValue(value: Json | undefined): string {
  if (typeof value === 'object' && value !== null) return describeKind(value)
  const text = printJson(typeof value === 'string' ? value.slice(0, 60) : value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
