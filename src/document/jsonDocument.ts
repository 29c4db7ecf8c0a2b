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
  tree(text, errors)
  const [first] = errors
  const error = first && { kind: printParseErrorCode(first.error), offset: first.offset, length: first.length }
  return describeJsonError(text, error)
}

/** `SyntaxKind` of the package for a number, and for the end of the file. */
const [numberToken, endToken] = [11, 17]

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

/** Parses a file to a tree; `undefined` if it is nested too deep for the package. */
function tree(text: string, errors?: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors)
  } catch {
    return undefined
  }
}

/**
 * Finds the range of the value at a JSON Pointer, or of the nearest existing value around it. `span` selects part of its
 * string (or list of lines), `marks` its key.
 */
export function locate(text: string, pointer: string, { span, marks }: Part = {}): Span {
  const { node, isExact } = find(text, pointer)
  if (node === undefined) return { start: 0, end: 0 }
  if (!isExact) return { start: node.offset, end: node.offset + 1 }
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
  return span ? locateSpan(text, node, span) : chooseRange(text, (marks && key) || node)
}

/** Finds the ranges of the values at JSON Pointers, with all their lines. */
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

/** Masks the contents of all strings under a pointer, with the same number of characters. */
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

/** Computes the edits that write a value at a JSON Pointer, laid out over several lines. */
export function editValue(text: string, pointer: string, value: Json | undefined): TextEdit[] {
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

/** Tree of the last file, because many problems are about the same file. */
let latest: { readonly text: string; readonly root: Node | undefined } | undefined

/** Finds the node at a JSON Pointer, or the nearest existing node around it. */
export function find(text: string, pointer: string): Found {
  if (latest?.text !== text) latest = { text, root: tree(text) }
  let node = latest.root
  for (const key of pointerKeys(pointer)) {
    const child = node && findChild(node, key)
    if (child === undefined) return { node, isExact: false }
    node = child
  }
  return { node, isExact: true }
}

function findChild({ type, children = [] }: Node, key: string): Node | undefined {
  if (type === 'array') return children[Number(key)]
  return children.find(property => property.children?.[0]?.value === key)?.children?.[1]
}

/** Range to mark: a value on one line, or the opening bracket of one on several. */
function chooseRange(text: string, { offset, length }: Node): Span {
  const isShort = !text.slice(offset, offset + length).includes('\n')
  return { start: offset, end: offset + (isShort ? length : 1) }
}

/** Converts a span of a string's value to a range of the file, with its escapes; lines of a list are joined by `\n`. */
function locateSpan(text: string, { type, offset, length, children = [] }: Node, span: Span): Span {
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
