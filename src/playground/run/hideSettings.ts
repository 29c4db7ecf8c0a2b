import { secretKeys, secretName } from '../../analysis/index.ts'
import { type Definition, expandSettings } from '../../destination/index.ts'
import { applyEdits, type JsonToken, parseJsonc, scanJson, type TextEdit } from '../../document/index.ts'
import { isObject, own } from '../../value/index.ts'

/** Settings of a destination, as far as they are known. */
export type Known = Pick<Definition, 'slug' | 'settings'> | undefined

/** Keys below which `settings` is a word of the data. */
const dataKeys = new Set(['mapping', 'event', 'events', 'expect'])

/**
 * Replaces the values of secret settings by references. Reads tokens and not values, since a key that is written twice,
 * a comment and a file with a mistake may all hold a secret.
 */
export function hideSettings(text: string, known: Known): string {
  const isBroken = parse(text) === undefined
  const secrets = new Set(secretKeys(known))
  const tokens = [...scanJson(text)]
  const edits: TextEdit[] = []
  const open: string[] = []
  let key = ''
  for (let i = 0; i < tokens.length; i++) {
    const { kind } = tokens[i]!
    if (kind === '{' || kind === '[') open.push(key)
    if (kind === '}' || kind === ']') open.pop()
    if (kind !== 'string') continue
    key = readKey(text, tokens[i]!)
    if (open.some(one => dataKeys.has(one))) continue
    const value = findValue(tokens, i)
    if (key === 'settings')
      edits.push(...(isBroken ? [emptyFrom(text, tokens, value)] : hideMembers(text, value, known)))
    else if (!secrets.has(key) || value.length === 0 || value[0] === tokens[i]) continue
    else edits.push(...hideValue(text, value, known, key))
    i += Math.max(0, tokens.indexOf(value.at(-1)!, i) - i)
  }
  return applyEdits(text, edits)
}

/** The tokens of the value after a key, with comments in it; none if it has none. */
function findValue(tokens: readonly JsonToken[], key: number): JsonToken[] {
  let start = key + 1
  let hasColon = false
  while (tokens[start]?.kind === ':' || tokens[start]?.kind === 'comment') hasColon ||= tokens[start++]!.kind === ':'
  if (!hasColon || start >= tokens.length) return []
  let [end, depth] = [start, 0]
  do {
    const { kind } = tokens[end++]!
    depth += kind === '{' || kind === '[' ? 1 : kind === '}' || kind === ']' ? -1 : 0
  } while (depth > 0 && end < tokens.length)
  return tokens.slice(start, end)
}

/** Empties the settings of a file with a mistake; without their braces, all of the file after them. */
function emptyFrom(text: string, tokens: readonly JsonToken[], value: readonly JsonToken[]): TextEdit {
  const isWhole = value[0]?.kind === '{' && value.at(-1)!.kind === '}'
  const start = value[0]?.start ?? tokens[0]!.start
  return { start, end: isWhole ? value.at(-1)!.end : text.length, text: '{}' }
}

function hideMembers(text: string, value: readonly JsonToken[], known: Known): TextEdit[] {
  if (value[0]?.kind !== '{') return [{ ...extent(value), text: '{}' }]
  const edits: TextEdit[] = value.flatMap(({ kind, start, end }) =>
    kind === 'comment' ? [{ start, end, text: '' }] : [],
  )
  const settings = expandSettings(known)
  for (let i = 1; i < value.length; i++) {
    if (value[i]!.kind !== 'string') continue
    const key = readKey(text, value[i]!)
    const part = findValue(value, i)
    i = value.indexOf(part.at(-1)!)
    const type = own(settings, key)?.type
    if (type === undefined || type === 'secret') edits.push(...hideValue(text, part, known, key))
  }
  return edits
}

/** Puts a reference in place of a value, unless it is one, or has no room for a secret. */
function hideValue(text: string, value: readonly JsonToken[], known: Known, key: string): TextEdit[] {
  const { start, end } = extent(value)
  const written = text.slice(start, end)
  if (/^(true|false|null|"")$/.test(written) || isReference(parse(written))) return []
  return [
    {
      start,
      end,
      text: JSON.stringify({ $secret: secretName(known?.slug ?? 'own', key) }, null, 1).replace(/\n/g, ''),
    },
  ]
}

function isReference(value: unknown): boolean {
  if (!isObject(value)) return false
  const [entry = ['', ''], ...others] = Object.entries(value)
  return others.length === 0 && entry[0].startsWith('$') && typeof entry[1] === 'string'
}

function extent(value: readonly JsonToken[]): { start: number; end: number } {
  return { start: value[0]!.start, end: value.at(-1)!.end }
}

function readKey(text: string, { start, end }: JsonToken): string {
  return String(parse(text.slice(start, end)) ?? '')
}

function parse(text: string): unknown {
  try {
    return parseJsonc(text)
  } catch {
    return undefined
  }
}
