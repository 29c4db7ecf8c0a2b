import type { Span } from '../text/index.ts'
import { children, type Node } from './ast.ts'

/**
 * The part of the text in which a node is written. The tree has the ends of tokens only: where a node starts and
 * what closes it is found in the text. Nodes that the parser makes up have no place.
 */
export function extentOf(node: Node, text: string): Span | undefined {
  const own = node.position === undefined ? [] : [{ start: tokenStart(node, text), end: node.position }]
  const spans = [...own, ...children(node).flatMap(child => extentOf(child, text) ?? [])]
  if (spans.length === 0) return undefined
  const start = Math.min(...spans.map(span => span.start))
  return { start, end: closed(node, text, Math.max(...spans.map(span => span.end))) }
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

/** The place of the quote that the one at `end` closes. */
function openingQuote(text: string, end: number): number {
  let start = end - 1
  while (start > 0 && (text[start] !== text[end] || text[start - 1] === '\\')) start--
  return Math.max(0, start)
}

/** The end of a node with what closes it. */
function closed({ type, ...node }: Node, text: string, end: number): number {
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
