import type { Span } from '../text/index.ts'

/** A mistake in JSON, with its range and help. */
export interface JsonMistake extends Span {
  readonly message: string
  readonly help?: string
}

/** Error of the parser: its offset, and the expected token, such as `CommaExpected`. */
export interface JsonError {
  readonly kind: string
  readonly offset: number
  readonly length: number
}

/** Describes the first error in invalid JSON. Without an error, it is only nested too deep. */
export function describeJsonError(text: string, error: JsonError | undefined): JsonMistake {
  const other = otherFormat(text)
  if (other) return other
  if (error === undefined) return { message: 'this is nested too deep to be read', start: 0, end: 0 }
  const mistake = mistakeAt(text, withoutComments(text), error)
  return { ...mistake, message: `this is not JSON: ${mistake.message}` }
}

/** Replaces comments by spaces, so that all offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|\/\/.*|\/\*[\s\S]*?\*\//g, part => {
    return part.startsWith('"') ? part : part.replace(/[^\n]/g, ' ')
  })
}

/** Recognizes files of another format. */
function otherFormat(text: string): JsonMistake | undefined {
  const start = text.search(/\S/)
  if (start === -1) return { message: 'the file is empty', help: 'it starts with `{`', start: 0, end: 0 }
  const format = formats.find(({ pattern }) => pattern.test(text))
  if (format === undefined) return undefined
  const { name, help } = format
  const line = text.slice(start).search(/\r?\n|$/)
  return { message: `callmap reads JSON, and this looks like ${name}`, help, start, end: start + line }
}

const formats = [
  {
    name: 'YAML',
    pattern: /^\s*(?:#.*\n\s*)*(?:---\s|%YAML|- |[\w"'-]+:(?:\s|$))/,
    help: 'convert it: `yq -o json file.yaml`',
  },
  {
    name: 'TOML',
    pattern: /^\s*(?:#.*\n\s*)*(?:\[\[?[\w.-]+\]\]?\s*\n\s*[\w-]+\s*=|[\w-]+\s*=\s)/,
    help: 'write it as JSON',
  },
  {
    name: 'JavaScript',
    pattern: /^\s*(?:export\s|module\.exports|const\s|import\s)/,
    help: 'keep the object alone, with its keys in double quotes',
  },
  { name: 'XML', pattern: /^\s*</, help: 'write it as JSON' },
]

function mistakeAt(text: string, bare: string, error: JsonError): JsonMistake {
  const { kind, offset, length } = error
  const before = lastSign(bare, offset)
  const word = wordAt(bare, offset)
  const sign = bare[offset] ?? ''
  const end = offset + (/^[^\s,:=[\]{}"]*/.exec(bare.slice(offset))?.[0].length ?? 0)
  const span = { start: Math.min(offset, end - word.length), end: Math.max(offset + 1, end) }
  return (
    commaMistake(bare, offset, before) ??
    stringMistake(error, text) ??
    bracketMistake(kind, bare, offset) ??
    wordMistake(word, bare.slice(end), span) ??
    signMistake(kind, sign, before, { start: offset, end: offset + Math.max(1, length) })
  )
}

/** Returns the word at an offset, or the whole number if the parser stopped after its first zero. */
function wordAt(bare: string, offset: number): string {
  const zeros = /(?:^|[^\w.])(-?0+)$/.exec(bare.slice(0, offset))?.[1] ?? ''
  const word = /^[^\s,:=[\]{}"]*/.exec(bare.slice(offset))![0]
  return /^\d/.test(word) ? zeros + word : word
}

/** Finds the last character before an offset that is not a space. */
function lastSign(bare: string, offset: number): number {
  let at = offset - 1
  while (at >= 0 && /\s/.test(bare[at]!)) at--
  return at
}

function commaMistake(bare: string, offset: number, before: number): JsonMistake | undefined {
  const [sign = '', last = ''] = [bare[offset], bare[before]]
  const help = 'take out this comma'
  if (last === ',' && (/[\]}]/.test(sign) || sign === '')) {
    return {
      message: `there is a comma ${sign === '' ? 'at the end' : `before \`${sign}\``}`,
      help,
      start: before,
      end: before + 1,
    }
  }
  if (sign === ',' && /[,[{:]/.test(last)) {
    return { message: `there is nothing between \`${last}\` and this comma`, help, start: offset, end: offset + 1 }
  }
  return undefined
}

function stringMistake({ kind, offset, length }: JsonError, text: string): JsonMistake | undefined {
  const span = { start: offset, end: offset + Math.max(1, length) }
  switch (kind) {
    case 'UnexpectedEndOfString': {
      const help = 'end it with `"` on the same line; a line break in a string is `\\n`'
      return { message: 'this string is not closed', help, ...span }
    }
    case 'InvalidCharacter':
      return { message: 'a string has a control character', help: 'write a tab as `\\t`', ...span }
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode': {
      const found = /\\(?!["\\/bfnrt]|u[\da-f]{4})/i.exec(text.slice(offset))
      const start = offset + (found?.index ?? 0)
      return { message: 'JSON has no such escape', help: 'write a backslash as `\\\\`', start, end: start + 2 }
    }
    case 'UnexpectedEndOfComment':
      return { message: 'this comment is not closed', help: 'close it: `*/`', ...span }
    default:
      return undefined
  }
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' }

/** Describes a bracket that is not closed, is closed by another one, or closes nothing. */
function bracketMistake(kind: string, bare: string, offset: number): JsonMistake | undefined {
  const sign = bare[offset] ?? ''
  if (!/^[\]}]?$/.test(sign)) return undefined
  const open: { sign: string; at: number }[] = []
  for (const { 0: found, index } of bare.slice(0, offset).matchAll(/"(?:\\.|[^"\\\n])*"|[[\]{}]/g)) {
    if (closing[found]) open.push({ sign: found, at: index })
    else if (found.length === 1) open.pop()
  }
  const last = open.at(-1)
  if (last === undefined) {
    if (sign === '') return undefined
    return { message: `this \`${sign}\` closes nothing`, help: 'take it out', start: offset, end: offset + 1 }
  }
  const close = closing[last.sign]!
  const start = last.at
  if (sign === '')
    return { message: `this \`${last.sign}\` is not closed`, help: `close it: \`${close}\``, start, end: start + 1 }
  if (sign === close || kind === 'ValueExpected') return undefined
  return {
    message: `\`${last.sign}\` is closed by \`${sign}\``,
    help: `write \`${close}\``,
    start: offset,
    end: offset + 1,
  }
}

/** Values of other languages, with their JSON. */
const values: ReadonlyMap<string, string> = new Map([
  ...['None', 'nil', 'undefined', 'NULL', 'Null', 'NaN', 'Infinity', '-Infinity'].map(word => [word, 'null'] as const),
  ...['True', 'TRUE', 'yes'].map(word => [word, 'true'] as const),
  ...['False', 'FALSE', 'no'].map(word => [word, 'false'] as const),
])

function wordMistake(word: string, after: string, span: Span): JsonMistake | undefined {
  if (word === '' || /^(?:true|false|null)$/.test(word)) return undefined
  if (word.startsWith('#')) return { message: '`#` starts no comment', help: 'comments start with `//`', ...span }
  if (/^['`‘’“”«]/.test(word))
    return { message: 'a string is in other quotes', help: 'put it in double quotes: `"…"`', ...span }
  if (/^[+-]?[.\d]/.test(word)) {
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(word)) return undefined
    return { message: `\`${shortenWord(word)}\` is not a number of JSON`, help: numberHelp(word), ...span }
  }
  if (/^\s*[:=]/.test(after)) {
    return {
      message: `the key \`${shortenWord(word)}\` is not in quotes`,
      help: `write \`"${shortenWord(word)}"\``,
      ...span,
    }
  }
  const value = values.get(word)
  const help = `write \`${value ?? `"${shortenWord(word)}"`}\``
  return { message: value ? `JSON has no \`${word}\`` : `\`${shortenWord(word)}\` is not in quotes`, help, ...span }
}

function numberHelp(word: string): string {
  const number = Number(word.replace(/_/g, ''))
  return Number.isFinite(number)
    ? `write \`${number}\`, or \`"${shortenWord(word)}"\` for a string`
    : `write it as a string: \`"${shortenWord(word)}"\``
}

function shortenWord(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word
}

function signMistake(kind: string, sign: string, before: number, span: Span): JsonMistake {
  if (sign === '=') return { message: 'a colon is missing', help: 'write `:`', ...span }
  switch (kind) {
    case 'CommaExpected':
      return { message: 'a comma is missing', help: 'put a comma before this', ...span }
    case 'ColonExpected':
      return { message: 'a colon is missing', help: 'put a colon after the key', ...span }
    case 'PropertyNameExpected':
      return { message: 'a key is missing', help: 'a key is a string in double quotes, and `:` follows it', ...span }
    case 'EndOfFileExpected':
      return { message: 'there is more after the end', help: 'a file holds one value', ...span }
    default:
      return {
        message: 'a value is missing',
        help: 'put a value after this',
        start: Math.max(0, before),
        end: before + 1,
      }
  }
}
