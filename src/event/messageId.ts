import { hash, isObject, type JsonObject } from '../value/index.ts'

/** Where a call is in the input: `index` is that of the body or line, `item` that in a batch. */
export interface Place {
  readonly index?: number | string
  readonly item?: number
}

/**
 * An id for a call that has none, from its content, its times and its place. Calls that look alike are different calls;
 * only a message id of the source identifies a retry. The order of keys does not matter. 32 characters, because some vendors take 36 at most.
 */
export function contentId(call: JsonObject, place: Place): string {
  return hash(canonical({ call, ...place }), 'sha256', 'hex').slice(0, 32)
}

/** JSON with sorted keys. Without recursion: an event may be nested deeper than the stack. */
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
