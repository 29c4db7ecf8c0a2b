import { hash, isObject, type JsonObject } from '../value/index.ts'

/** What differs when the same call is sent again. */
const delivery: ReadonlySet<string> = new Set(['sentAt', 'receivedAt'])

/**
 * An id for a call that has none: the same for the same content, whatever the order of its keys, and however
 * often it is sent. 32 characters, as the id limits of some vendors are 36.
 */
export function contentId(call: JsonObject): string {
  const content = Object.entries(call).filter(([key]) => !delivery.has(key))
  return hash(canonical(Object.fromEntries(content)), 'sha256', 'hex').slice(0, 32)
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
