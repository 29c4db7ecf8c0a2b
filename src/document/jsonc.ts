import {
  createScanner,
  modify,
  type Node,
  type ParseError,
  parseTree as parseNodes,
  printParseErrorCode,
  stripComments,
} from 'jsonc-parser'
import type { Span } from '../text/index.ts'
import type { Json } from '../value/index.ts'
import { hasEnd } from './draftText.ts'
import { describeJsonError, type JsonMistake } from './jsonMistake.ts'

export type { Node }

/** A change of a file. */
export interface TextEdit extends Span {
  readonly text: string
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
  readonly span: Span
  /** The next step for the author. */
  readonly help: string | undefined

  constructor({ message, help, start, end }: JsonMistake) {
    super(message)
    this.span = { start, end }
    this.help = help
  }
}

/** Parses JSON with comments. @throws JsonSyntaxError with its place and help */
export function parseJsonc(text: string): Json {
  try {
    // `JSON.parse` and not the package's own values, in which a key `__proto__` would set a prototype.
    return JSON.parse(stripComments(text, ' '))
  } catch {
    throw new JsonSyntaxError(findJsonMistake(text))
  }
}

/** Finds the first mistake in a file that is not JSON. */
export function findJsonMistake(text: string): JsonMistake {
  const errors: ParseError[] = []
  parseTree(text, errors)
  const [first] = errors
  const error = first && { kind: printParseErrorCode(first.error), offset: first.offset, length: first.length }
  return describeJsonError(text, error)
}

/** `SyntaxKind` of the package for a number, an unknown word, and the end of the file. */
const [numberToken, unknownToken, endToken] = [11, 16, 17]

/**
 * Parses JSON like `JSON.parse`, but an integer that a JavaScript number cannot represent exactly becomes the string of
 * its digits. The nearest number could be the ID of another person.
 */
export function parseEveryDigit(text: string): unknown {
  const value = JSON.parse(text)
  if (!/\d{16}/.test(text)) return value
  const scanner = createScanner(text)
  let quoted = ''
  let end = 0
  for (let token: number = scanner.scan(); token !== endToken; token = scanner.scan()) {
    const digits = scanner.getTokenValue()
    if (token !== numberToken || !/^-?\d{16,}$/.test(digits) || Number.isSafeInteger(Number(digits))) continue
    quoted += `${text.slice(end, scanner.getTokenOffset())}"${digits}"`
    end = scanner.getTokenOffset() + scanner.getTokenLength()
  }
  return end === 0 ? value : JSON.parse(quoted + text.slice(end))
}

/** A token of JSON, also of text that is not finished. */
export interface JsonToken extends Span {
  /** The sign itself, or the kind of another token; `word` is a literal, a number or an unquoted word. */
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'word' | 'comment'
  /** False for a string or comment whose end is absent. A string then ends with its line. */
  readonly isClosed: boolean
}

/** Kinds by `SyntaxKind` of the package: signs, literals, string, number, comments, line break, space, unknown. */
const tokenKinds = ['', '{', '}', '[', ']', ',', ':', 'word', 'word', 'word', 'string', 'word', 'comment', 'comment']

/** Splits a file into tokens. Takes any text. */
export function* scanJson(text: string): Generator<JsonToken> {
  const scanner = createScanner(text)
  for (let token: number = scanner.scan(); token !== endToken; token = scanner.scan()) {
    const kind = token === unknownToken ? 'word' : tokenKinds[token]
    if (kind === undefined || kind === '') continue
    const start = scanner.getTokenOffset()
    const end = start + scanner.getTokenLength()
    const isClosed = kind === 'string' ? hasEnd(text, start, end) : kind !== 'comment' || text.endsWith('*/', end)
    yield { kind: kind as JsonToken['kind'], start, end, isClosed }
  }
}

/** Parses a file to a tree; `undefined` if it is nested too deep for the package. */
export function parseTree(text: string, errors?: ParseError[]): Node | undefined {
  try {
    return parseNodes(text, errors)
  } catch {
    return undefined
  }
}

/** Computes the edits that write a value at a path, laid out over several lines; `undefined` removes it. */
export function layOut(text: string, path: readonly (string | number)[], value: Json | undefined): TextEdit[] {
  const edits = modify(text, [...path], value, { formattingOptions: { insertSpaces: true, tabSize: 2 } })
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }))
}
