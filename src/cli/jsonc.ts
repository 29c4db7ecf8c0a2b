import { type Node, type ParseError, parseTree, printParseErrorCode, stripComments } from 'jsonc-parser'
import type { Json, JsonObject } from '../index.ts'

/** A part of a text: UTF-16 offsets, `end` excluded. */
interface Span {
  readonly start: number
  readonly end: number
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
  readonly span: Span

  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads JSON that may have comments. Throws a `JsonSyntaxError` that knows where. */
export function parseJsonc(text: string): Json {
  try {
    // `JSON.parse` and not the package's own values, in which a key `__proto__` would set a prototype.
    return JSON.parse(stripComments(text, ' '))
  } catch {
    const errors: ParseError[] = []
    tree(text, errors)
    const [first] = errors
    if (first === undefined) throw new JsonSyntaxError('this is nested too deep to be read', { start: 0, end: 0 })
    const { error, offset, length } = first
    const words = printParseErrorCode(error)
      .replace(/(?<=[a-z])[A-Z]/g, ' $&')
      .toLowerCase()
    throw new JsonSyntaxError(`this is not JSON: ${words}`, { start: offset, end: offset + length })
  }
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
 * where that part of the string (or of the list of lines) is.
 */
export function locate(text: string, pointer: string, span?: Span): Span {
  const { node, isExact } = find(text, pointer)
  if (node === undefined) return { start: 0, end: 0 }
  return span && isExact ? within(text, node, span) : headOf(node)
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

function find(text: string, pointer: string): { node: Node | undefined; isExact: boolean } {
  let node = tree(text)
  for (const key of pointer.split('/').slice(1)) {
    const child = node && childOf(node, key.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (child === undefined) return { node, isExact: false }
    node = child
  }
  return { node, isExact: true }
}

function childOf({ type, children = [] }: Node, key: string): Node | undefined {
  if (type === 'array') return children[Number(key)]
  return children.find(property => property.children?.[0]?.value === key)?.children?.[1]
}

/** All of a scalar; the opening bracket of what may be many lines long. */
function headOf({ type, offset, length }: Node): Span {
  return { start: offset, end: offset + (type === 'object' || type === 'array' ? 1 : length) }
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
