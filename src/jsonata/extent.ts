import type { Span } from '../text/index.ts'
import { children, type Node } from './ast.ts'

/**
 * Span of a node in its text. The tree only has the ends of tokens: starts and closing brackets are found in the text.
 * Nodes that the parser adds have no span.
 */
export function extentOf(node: Node, text: string): Span | undefined {
  const known = extents.get(node)
  if (known !== undefined) return known.span
  const span = findExtent(node, text)
  extents.set(node, { span })
  return span
}

/** Spans by node: the span of a node is found from those inside it. */
const extents = new WeakMap<Node, { readonly span: Span | undefined }>()

function findExtent(node: Node, text: string): Span | undefined {
  const own = node.position === undefined ? [] : [{ start: tokenStart(node, text), end: node.position }]
  const spans = [...own, ...children(node).flatMap(child => extentOf(child, text) ?? [])]
  if (spans.length === 0) return undefined
  const start = Math.min(...spans.map(span => span.start))
  return { start, end: findEnd(node, text, Math.max(...spans.map(span => span.end))) }
}

function tokenStart({ type, position, ...node }: Node, text: string): number {
  const value = 'value' in node ? node.value : undefined
  const last = text[position - 1]
  if (type === 'string') return openingQuote(text, position - 1)
  if (type === 'name' && (last === '`' || last === '"' || last === "'")) return openingQuote(text, position - 1)
  if (type === 'variable') return position - String(value).length - 1
  if (type === 'name' || type === 'value') return position - String(value).length
  if (type === 'number')
    return position - /[\d.eE+-]*$/.exec(text.slice(Math.max(0, position - 30), position))![0].length
  if (type === 'lambda') return Math.max(text.lastIndexOf('function', position), text.lastIndexOf('λ', position), 0)
  return position - 1
}

/** Position of the quote that the one at `end` closes. */
function openingQuote(text: string, end: number): number {
  let start = end - 1
  while (start > 0 && (text[start] !== text[end] || text[start - 1] === '\\')) start--
  return Math.max(0, start)
}

/** End of a node, including its closing bracket. */
function findEnd({ type, ...node }: Node, text: string, end: number): number {
  const sign =
    node.predicate || node.stages
      ? ']'
      : 'value' in node && type === 'unary'
        ? close[node.value as '[']
        : close[type as 'block']
  if (sign === undefined) return end
  const next = /^[\s;]*(.)/s.exec(text.slice(end))
  return next?.[1] === sign ? end + next[0].length : end
}

const close: Readonly<Record<string, string>> = {
  function: ')',
  partial: ')',
  block: ')',
  lambda: '}',
  '[': ']',
  '{': '}',
}
