import { JsonDocument } from '../document/index.ts'

/** Finds a value of a JSON text, with its key, by a pointer; `undefined` if the text has no such value. */
export function findRange(text: string, pointer: string): { from: number; to: number } | undefined {
  if (pointer === '') return undefined
  try {
    const document = JsonDocument.parse({ file: '', text })
    const value = document.locate(pointer)
    const key = document.locate(pointer, { marks: 'key' })
    const isInList = /\/\d+$/.test(pointer)
    return { from: isInList ? value.start : Math.min(key.start, value.start), to: value.end }
  } catch {
    return undefined
  }
}
