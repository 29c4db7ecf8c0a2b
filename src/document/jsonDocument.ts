import {
  createScanner,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  stripComments,
} from 'jsonc-parser'
import type { Span } from '../text/index.ts'
import { type Json, pointerKeys } from '../value/index.ts'
import { describeJsonError, type JsonMistake } from './jsonMistake.ts'

export type { Node }

/** A change of a text. */
export interface TextEdit extends Span {
  readonly text: string
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
  readonly span: Span
  /** What to write instead. */
  readonly help: string | undefined

  constructor({ message, help, start, end }: JsonMistake) {
    super(message)
    this.span = { start, end }
    this.help = help
  }
}

/** Reads JSON that may have comments. Throws a `JsonSyntaxError` that knows where, and a way out. */
export function parseJsonc(text: string): Json {
  try {
    // `JSON.parse` and not the package's own values, in which a key `__proto__` would set a prototype.
    return JSON.parse(stripComments(text, ' '))
  } catch {
    throw new JsonSyntaxError(findJsonMistake(text))
  }
}

/** Finds the first mistake in a text that is not JSON. */
export function findJsonMistake(text: string): JsonMistake {
  const errors: ParseError[] = []
  tree(text, errors)
  const [first] = errors
  const error = first && { kind: printParseErrorCode(first.error), offset: first.offset, length: first.length }
  return describeJsonError(text, error)
}

/** The `SyntaxKind` of the package for a number, and for the end of the text. */
const [numberToken, endToken] = [11, 17]

/**
 * Parses JSON as `JSON.parse` does, but an integer that a JavaScript number cannot hold exactly becomes the string of its
 * digits: as the nearest number, it would be the ID of someone else.
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

/** `undefined` for what is nested deeper than the package can follow. */
function tree(text: string, errors?: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors)
  } catch {
    return undefined
  }
}

/**
 * Where in the text the value at a JSON Pointer is, or the nearest value around it that is there. With a span,
 * where that part of the string (or of the list of lines) is; or where the key of the value is.
 */
export function locate(text: string, pointer: string, { span, marks }: Part = {}): Span {
  const { node, isExact } = find(text, pointer)
  if (node === undefined) return { start: 0, end: 0 }
  if (!isExact) return { start: node.offset, end: node.offset + 1 }
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
  return span ? within(text, node, span) : shownOf(text, (marks && key) || node)
}

/** Where the values at JSON Pointers are, all lines of each. */
export function extents(text: string, pointers: readonly string[]): Span[] {
  return pointers.map(pointer => {
    const { node } = find(text, pointer)
    return node === undefined ? { start: 0, end: 0 } : { start: node.offset, end: node.offset + node.length }
  })
}

interface Part {
  readonly span?: Span | undefined
  readonly marks?: 'key' | undefined
}

/** The text with the contents of all strings under a pointer hidden, in as many characters. */
export function hideStrings(text: string, pointer: string): string {
  const { node, isExact } = find(text, pointer)
  const todo = node && isExact ? [node] : []
  let hidden = text
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { type, offset, length, children = [] } = next
    const stars = '*'.repeat(Math.max(0, length - 2))
    if (type === 'string') hidden = `${hidden.slice(0, offset + 1)}${stars}${hidden.slice(offset + 1 + stars.length)}`
    todo.push(...(type === 'property' ? children.slice(1) : children))
  }
  return hidden
}

/** What changes in a text that is to have another value at a JSON Pointer, laid out over lines. */
export function laidOut(text: string, pointer: string, value: Json | undefined): TextEdit[] {
  const path = pointerKeys(pointer).map((key, depth) => {
    const { node } = find(text, pointer.split('/', depth + 1).join('/'))
    return node?.type === 'array' ? Number(key) : key
  })
  const edits = modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } })
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }))
}

interface Found {
  readonly node: Node | undefined
  readonly isExact: boolean
}

/** The tree of the text that was looked at last: many problems are about one file. */
let latest: { readonly text: string; readonly root: Node | undefined } | undefined

/** The node at a JSON Pointer, or the nearest around it that is there. */
export function find(text: string, pointer: string): Found {
  if (latest?.text !== text) latest = { text, root: tree(text) }
  let node = latest.root
  for (const key of pointerKeys(pointer)) {
    const child = node && childOf(node, key)
    if (child === undefined) return { node, isExact: false }
    node = child
  }
  return { node, isExact: true }
}

function childOf({ type, children = [] }: Node, key: string): Node | undefined {
  if (type === 'array') return children[Number(key)]
  return children.find(property => property.children?.[0]?.value === key)?.children?.[1]
}

/** All of what is on one line; the opening bracket of what is on many. */
function shownOf(text: string, { offset, length }: Node): Span {
  const isShort = !text.slice(offset, offset + length).includes('\n')
  return { start: offset, end: offset + (isShort ? length : 1) }
}

/** A span of a string's value, in the text that writes it with escapes; lines of a list are joined by a line break. */
function within(text: string, { type, offset, length, children = [] }: Node, span: Span): Span {
  const strings = type === 'array' ? children : [{ offset, length }]
  const places: number[] = []
  for (const string of strings) {
    const end = string.offset + string.length - 1
    for (let i = string.offset + 1; i < end; i += text[i] !== '\\' ? 1 : text[i + 1] === 'u' ? 6 : 2) places.push(i)
    places.push(end)
  }
  const start = places[span.start] ?? offset
  return { start, end: Math.max(places[span.end] ?? start, start) }
}
