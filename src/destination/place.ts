import { writtenAt } from '../destination/index.ts'
import type { Span } from '../text/index.ts'
import { isObject, type Json, type JsonObject, own, type Path, type Pointer, pointerKeys } from '../value/index.ts'

/** The text of a definition at a pointer: a string, or a list of lines. */
export function textAt(written: JsonObject, at: Pointer): string | undefined {
  let value: Json | undefined = written
  for (const key of pointerKeys(writtenAt(written, at))) {
    value = isObject(value) || Array.isArray(value) ? own(value as JsonObject, key) : undefined
  }
  if (Array.isArray(value) && value.every(line => typeof line === 'string')) return value.join('\n')
  return typeof value === 'string' ? value : undefined
}

/** Where in the text at a pointer the root of a path is named. */
export function spanOfRoot(written: JsonObject, at: Pointer, [root = '']: Path): { readonly span?: Span } {
  const text = textAt(written, at)
  if (text === undefined || root === '') return {}
  const boundary = (index: number) => !/[\w$]/.test(text[index] ?? '')
  for (let start = text.indexOf(root); start !== -1; start = text.indexOf(root, start + 1)) {
    const end = start + root.length
    if (boundary(start - 1) && boundary(end)) return { span: { start, end } }
  }
  return {}
}
