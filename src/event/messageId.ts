import { hash, isObject, type JsonObject } from '../value/index.ts'

/** Place of a call in the input: `index` of its body or line, `item` within the batch. */
export interface Place {
  readonly index?: number | string
  readonly item?: number
}

/**
 * Derives an ID from the content, the times and the place of a call. Equal calls at different places are different calls;
 * only a source's own message ID identifies a retry. The order of keys does not matter. The ID has 32 characters, because
 * some vendors take at most 36.
 */
export function contentId(call: JsonObject, place: Place): string {
  return hash(canonical({ call, ...place }), 'sha256', 'hex').slice(0, 32)
}

/** Prints JSON with sorted keys. Not recursive, because an event may be nested deeper than the stack. */
function canonical(root: unknown): string {
  let text = ''
  const todo: ({ readonly text: string } | { readonly value: unknown })[] = [{ value: root }]
  for (let next = todo.pop(); next; next = todo.pop()) {
    if ('text' in next) {
      text += next.text
    } else if (Array.isArray(next.value)) {
      todo.push({ text: ']' })
      for (const item of next.value.toReversed()) todo.push({ text: ',' }, { value: item })
      text += '['
    } else if (isObject(next.value)) {
      const entries = Object.entries(next.value).filter(([, value]) => value !== undefined)
      todo.push({ text: '}' })
      entries.sort(([a], [b]) => (a < b ? 1 : -1))
      for (const [key, value] of entries) todo.push({ text: ',' }, { value }, { text: `${JSON.stringify(key)}:` })
      text += '{'
    } else {
      text += JSON.stringify(next.value) ?? 'null'
    }
  }
  return text
}
