import { findKind } from '../value/index.ts'
import type { FunctionName } from './trigger.ts'

/**
 * Functions of triggers, as Segment documents them: the length of a string is in UTF-8 bytes, an absent value has length
 * 0, and types are named `bool` and `list`.
 */
export const functions: Readonly<Record<FunctionName, (value: unknown) => unknown>> = {
  length: value => {
    if (value === undefined || value === null) return 0
    if (typeof value === 'string') return utf8Length(value)
    return Array.isArray(value) ? value.length : undefined
  },
  lowercase: value => (typeof value === 'string' ? value.toLowerCase() : undefined),
  uppercase: value => (typeof value === 'string' ? value.toUpperCase() : undefined),
  typeof: typeName,
}

const typeNames = new Map([
  ['absent', 'null'],
  ['array', 'list'],
  ['boolean', 'bool'],
])

function typeName(value: unknown): string {
  const kind = findKind(value)
  return typeNames.get(kind) ?? kind
}

function utf8Length(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // A surrogate is half of a four-byte character.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}
