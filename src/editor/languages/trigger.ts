import { type Token, type TriggerWord, tokenize, typeWords } from '../../trigger/index.ts'
import { type Json, type Path, printPath } from '../../value/index.ts'
import { code, describe, type Entry } from '../entry.ts'
import type { PathTree } from '../names/pathTree.ts'
import type { Look, TextLanguage } from './language.ts'
import { findWritten } from './path.ts'
import { type Expected, expectNext, isCallName, isInCall, isSign, isWord } from './triggerState.ts'

/** Names that triggers compare with. */
export interface TriggerNames {
  readonly tree: PathTree
  /** Values of a path in samples, and names of events. */
  readonly values: (path: Path) => readonly Json[]
  /** Words of the language. */
  readonly words: readonly TriggerWord[]
}

/** The language of triggers. */
export function triggerLanguage(names: TriggerNames): TextLanguage {
  return { look: (text, offset) => lookAtTrigger(text, offset, names) }
}

function lookAtTrigger(text: string, offset: number, names: TriggerNames): Look | undefined {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'end')
  const inside = tokens.find(
    ({ span, kind }) => span.start < offset && (offset < span.end || isOpen(kind, span, offset)),
  )
  const before = tokens.filter(({ span }) => span.end <= offset && span !== inside?.span)
  const expected = expectNext(before)
  if (inside === undefined) return { start: offset, end: offset, entries: () => listExpected(expected, before, names) }
  const { start, end } = inside.span
  const owner = before.at(-1)
  if (text[start] === '.' && owner?.kind === 'path' && owner.span.end === start) {
    return { start: end, end, entries: () => listPaths(names.tree.find(owner.path)) }
  }
  if (inside.kind === 'string' || inside.kind === 'unreadable') {
    const quote = text[start]!
    if (!/["']/.test(quote) || (expected !== 'value' && expected !== 'list')) return undefined
    const entries = () => listQuoted(findValues(before, names), quote)
    const isClosed = inside.kind === 'string'
    return { start: start + 1, end: isClosed ? end - 1 : offset, entries, ...(!isClosed && { after: quote }) }
  }
  if (inside.kind === 'path') return lookAtKey(text, offset, inside, expected, before, names)
  const written = () => names.words.filter(({ word }) => word === text.slice(start, end)).map(wordEntry)[0]
  return { start, end, entries: () => listExpected(expected, before, names), written }
}

/** True for a token that goes on where the caret is at its end. */
function isOpen(kind: Token['kind'], { end }: Token['span'], offset: number): boolean {
  return offset === end && ['path', 'keyword', 'number', 'unreadable'].includes(kind)
}

/** Finds the key of a path at an offset. */
function lookAtKey(
  text: string,
  offset: number,
  { span }: Token,
  expected: Expected,
  before: readonly Token[],
  names: TriggerNames,
): Look | undefined {
  const path = text.slice(span.start, span.end)
  const dots = [...path.matchAll(/(?<!\\)\./g)].map(({ index }) => span.start + index)
  const start = Math.max(span.start, ...dots.filter(dot => dot < offset).map(dot => dot + 1))
  const end = Math.min(span.end, ...dots.filter(dot => dot >= offset))
  const keys = path
    .slice(0, Math.max(0, start - span.start - 1))
    .split('.')
    .filter(key => key !== '')
  const word = text.slice(start, end)
  const written = () =>
    (keys.length === 0 && names.words.filter(one => one.word === word).map(wordEntry)[0]) ||
    findWritten(names.tree, [...keys, word])
  if (keys.length > 0) return { start, end, entries: () => listPaths(names.tree.find(keys)), written }
  return { start, end, entries: () => listExpected(expected, before, names), written }
}

function listExpected(expected: Expected, before: readonly Token[], names: TriggerNames): Entry[] {
  const words = (...kinds: readonly TriggerWord['kind'][]) =>
    names.words.filter(({ kind }) => kinds.includes(kind)).map(wordEntry)
  switch (expected) {
    case 'clause':
      return [...listPaths(names.tree), ...words('test', 'function', 'prefix')]
    case 'path':
      return listPaths(names.tree)
    case 'operator':
      return words('operator')
    case 'connective':
      return words('connective')
    case 'value':
    case 'list':
      return [...listValues(findValues(before, names)), ...(isInCall(before) ? [] : words('literal'))]
    default:
      return []
  }
}

/** Finds the values of the path that a value is compared with. */
function findValues(before: readonly Token[], { values }: TriggerNames): Values {
  const path = before.findLast(token => token.kind === 'path' && !isCallName(token))
  if (path?.kind !== 'path') return { kind: 'value', values: [] }
  const index = before.indexOf(path)
  const isType = index > 1 && isSign(before[index - 1], '(') && isWord(before[index - 2], 'typeof')
  return {
    kind: printPath(path.path) === 'event' ? 'event' : 'value',
    values: isType ? typeWords : values(path.path).filter(value => typeof value !== 'object'),
  }
}

interface Values {
  readonly kind: 'event' | 'value'
  readonly values: readonly Json[]
}

/** Lists values as they are written in a trigger. */
function listValues({ kind, values }: Values): Entry[] {
  return values.map(value => ({ name: JSON.stringify(value), kind }))
}

/** Lists strings as they are written between quotes. */
function listQuoted({ kind, values }: Values, quote: string): Entry[] {
  return values.flatMap((name): Entry[] => {
    if (typeof name !== 'string') return []
    const inner = JSON.stringify(name).slice(1, -1)
    return [{ name, kind, value: quote === '"' ? inner : inner.replaceAll('\\"', '"').replaceAll("'", "\\'") }]
  })
}

function listPaths(tree: PathTree | undefined): Entry[] {
  return tree?.list(key => /^[A-Za-z_][\w-]*$/.test(key)) ?? []
}

function wordEntry({ word, form, summary, kind }: TriggerWord): Entry {
  const isCall = kind === 'test' || kind === 'function'
  return {
    name: word,
    kind: isCall ? 'function' : 'keyword',
    detail: form,
    text: describe(summary, isCall && code(form)),
  }
}
