import { isObject } from '../../value/index.ts'

/** Signs of personal data in the values and keys of an event, each with its words. */
const signs: readonly { readonly words: string; readonly matches: (key: string, value: string) => boolean }[] = [
  { words: 'an email address', matches: (_, value) => value.length < 320 && /^\S+@\S+\.\S+$/.test(value) },
  {
    words: 'a phone number',
    matches: (key, value) => /phone|mobile/i.test(key) && /^\+?[\d\s()./-]{6,20}$/.test(value),
  },
  { words: 'a name', matches: key => /^(first|last|full|given|family)_?name$/i.test(key) },
  { words: 'an IP address', matches: (_, value) => /^(\d{1,3}\.){3}\d{1,3}$/.test(value) },
  { words: 'an address', matches: key => /^(street|postal_?code|zip)$/i.test(key) },
  { words: 'a date of birth', matches: key => /^birth(day|date)?$/i.test(key) },
]

/** Words for everything in the texts of events that looks personal. */
export function findPersonal(events: readonly string[]): string[] {
  const found = new Set<string>()
  for (const text of events) {
    const open: [key: string, value: unknown][] = [['', parse(text)]]
    for (let next = open.pop(); next; next = open.pop()) {
      const [key, value] = next
      if (typeof value === 'string') {
        for (const { words, matches } of signs) if (!found.has(words) && matches(key, value)) found.add(words)
      } else if (Array.isArray(value)) for (const item of value) open.push([key, item])
      else if (isObject(value)) for (const entry of Object.entries(value)) open.push(entry)
    }
  }
  return signs.flatMap(({ words }) => (found.has(words) ? [words] : []))
}

/** True if a value with this key looks personal. */
export function looksPersonal(key: string, value: string): boolean {
  return signs.some(({ matches }) => matches(key, value))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
