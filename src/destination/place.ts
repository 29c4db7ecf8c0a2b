import type { Span } from '../text/index.ts'
import {
  chargeCompilation,
  compileCost,
  isObject,
  type Json,
  type JsonObject,
  own,
  type Pointer,
  pointerKeys,
} from '../value/index.ts'

/** Returns the string of an expanded definition at a pointer; a list of lines is joined. */
export function textAt(definition: JsonObject, at: Pointer): string | undefined {
  let value: Json | undefined = definition
  for (const key of pointerKeys(at)) {
    value = isObject(value) || Array.isArray(value) ? own(value as JsonObject, key) : undefined
  }
  if (Array.isArray(value) && value.every(line => typeof line === 'string')) return value.join('\n')
  return typeof value === 'string' ? value : undefined
}

/** Finds all occurrences of a word in the string at a pointer, and pays for the search. */
export function spansOfWord(definition: JsonObject, at: Pointer, word: string): Span[] {
  const text = textAt(definition, at)
  if (text === undefined || word === '') return []
  chargeCompilation(text.length * compileCost.writtenCharacter)
  const isBoundary = (index: number) => !/[\w$]/.test(text[index] ?? '')
  const spans: Span[] = []
  for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + 1)) {
    const end = start + word.length
    if (isBoundary(start - 1) && isBoundary(end)) spans.push({ start, end })
  }
  return spans
}
