import { charge, chargeCase, findKind } from '../value/index.ts'
import type { FunctionName } from './trigger.ts'

/**
 * Functions of triggers, as Segment documents them: the length of a string is in UTF-8 bytes, an absent value has length
 * 0, and types are named `bool` and `list`.
 */
export const functions: Readonly<Record<FunctionName, (value: unknown) => unknown>> = {
  length: measureLength,
  lowercase: lowercaseString,
  uppercase: uppercaseString,
  typeof: nameType,
}

export function measureLength(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0
  if (typeof value === 'string') return utf8Length(value)
  return Array.isArray(value) ? value.length : undefined
}

export function lowercaseString(value: unknown): string | undefined {
  return typeof value === 'string' ? paid(value).toLowerCase() : undefined
}

export function uppercaseString(value: unknown): string | undefined {
  return typeof value === 'string' ? paid(value).toUpperCase() : undefined
}

function paid(text: string): string {
  chargeCase(text)
  return text
}

const typeNames = new Map([
  ['absent', 'null'],
  ['array', 'list'],
  ['boolean', 'bool'],
])

export function nameType(value: unknown): string {
  const kind = findKind(value)
  return typeNames.get(kind) ?? kind
}

function utf8Length(text: string): number {
  charge(text.length)
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // A surrogate is half of a four-byte character.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}
