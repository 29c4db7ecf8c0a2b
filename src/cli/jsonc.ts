import { type Node, type ParseError, parseTree, printParseErrorCode, stripComments } from 'jsonc-parser'
import type { Json, JsonObject } from '../index.ts'

/** A part of a text: UTF-16 offsets, `end` excluded. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Reads JSON that may have comments. Throws a `JsonSyntaxError` that knows where. */
export function parseJsonc(text: string): Json {
  try {
    // `JSON.parse` and not the package's own values, in which a key `__proto__` would set a prototype.
    return JSON.parse(stripComments(text, ' '))
  } catch {
    const errors: ParseError[] = []
    parseTree(text, errors)
    const [{ error, offset, length } = { error: 0, offset: 0, length: 0 }] = errors
    const name = errors.length === 0 ? 'Invalid' : printParseErrorCode(error)
    const words = name.replace(/(?<=[a-z])[A-Z]/g, capital => ` ${capital}`).toLowerCase()
    throw new JsonSyntaxError(`this is not JSON: ${words}`, { start: offset, end: offset + length })
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
  readonly span: Span

  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

/**
 * Where in the text the value at a JSON Pointer is, or the nearest value around it that is there. With a span,
 * where that part of the string (or of the list of lines) is.
 */
export function locate(text: string, pointer: string, span?: Span): Span {
  const root = parseTree(text)
  if (root === undefined) return { start: 0, end: 0 }
  let node = root
  for (const key of pointer.split('/').slice(1)) {
    const child = childOf(node, key.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (child === undefined) return headOf(node)
    node = child
  }
  return span ? within(text, node, span) : headOf(node)
}

function childOf(node: Node, key: string): Node | undefined {
  if (node.type === 'array') return node.children?.[Number(key)]
  return node.children?.find(property => property.children?.[0]?.value === key)?.children?.[1]
}

/** All of a scalar; the opening bracket of what may be many lines long. */
function headOf({ type, offset, length }: Node): Span {
  return { start: offset, end: offset + (type === 'object' || type === 'array' ? 1 : length) }
}

function within(text: string, node: Node, span: Span): Span {
  // The lines of a list are joined by a line break, which has one place more.
  const strings = node.type === 'array' ? (node.children ?? []) : [node]
  const places: number[] = []
  for (const { offset, length } of strings) {
    const end = offset + length - 1
    for (let i = offset + 1; i < end; i += text[i] !== '\\' ? 1 : text[i + 1] === 'u' ? 6 : 2) places.push(i)
    places.push(end)
  }
  const start = places[span.start] ?? node.offset
  return { start, end: Math.max(places[span.end] ?? start, start) }
}
