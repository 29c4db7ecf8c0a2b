import sortedLastIndex from 'lodash-es/sortedLastIndex.js'
import type { Position, Span } from '../text/index.ts'
import { lazy, pointerKeys, rememberByObject } from '../value/index.ts'
import { type Node, parseTree } from './jsonc.ts'

/** Part of the value at a pointer: a range of its string (or list of lines), or its key. */
export interface LocateOptions {
  readonly span?: Span | undefined
  readonly marks?: 'key' | undefined
}

export interface FoundNode {
  readonly node: Node | undefined
  readonly isExact: boolean
}

/** Places of the parts of a JSON file. The tree and the starts of lines are computed on first use. */
export class Layout {
  readonly text: string
  readonly #root: () => Node | undefined
  readonly #lineStarts: () => readonly number[]

  constructor(text: string) {
    this.text = text
    this.#root = lazy(() => parseTree(text))
    this.#lineStarts = lazy(() => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)])
  }

  position(offset: number): Position {
    const starts = this.#lineStarts()
    const line = sortedLastIndex(starts, offset)
    return { line, column: offset - starts[line - 1]! + 1 }
  }

  /** Finds the node at a JSON Pointer, or the nearest existing node around it. */
  find(pointer: string): FoundNode {
    let node = this.#root()
    for (const key of pointerKeys(pointer)) {
      const child = node && findChild(node, key)
      if (child === undefined) return { node, isExact: false }
      node = child
    }
    return { node, isExact: true }
  }

  /** Finds the range to mark for a part, or for the nearest existing value around it. */
  locate(pointer: string, { span, marks }: LocateOptions = {}): Span {
    const { node, isExact } = this.find(pointer)
    if (node === undefined) return { start: 0, end: 0 }
    if (!isExact) return { start: node.offset, end: node.offset + 1 }
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
    return span ? this.#locateSpan(node, span) : this.#chooseRange((marks && key) || node)
  }

  /** Range to mark: a value on one line, or the opening bracket of one on several. */
  #chooseRange(node: Node): Span {
    const { start, end } = extent(node)
    return { start, end: this.text.slice(start, end).includes('\n') ? start + 1 : end }
  }

  /** Converts a span of a string's value to a range of the file, with its escapes; lines of a list are joined by `\n`. */
  #locateSpan({ type, offset, length, children = [] }: Node, span: Span): Span {
    const { text } = this
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
}

/** The range of a node, with all its lines. */
export function extent({ offset, length }: Node): Span {
  return { start: offset, end: offset + length }
}

function findChild(node: Node, key: string): Node | undefined {
  return node.type === 'array' ? node.children?.[Number(key)] : indexMembers(node).get(key)
}

/** Values of an object by key, so that many places of a large object are found. A repeated key has its first value. */
const indexMembers = rememberByObject(({ children = [] }: Node) => {
  return new Map(children.toReversed().map(({ children: [key, value] = [] }) => [key?.value as string, value]))
})
