import type { Caret } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { isObject, type Json } from '../value/index.ts'
import type { Entry, ValueForm } from './entry.ts'
import type { Scene } from './scene.ts'
import { definitionShape } from './shapes/definitionShape.ts'
import { mappingsFileShape } from './shapes/mappingsFileShape.ts'
import { type Shape, shapeAt } from './shapes/shape.ts'
import { testFileShape } from './shapes/testFileShape.ts'

/** The place of a caret in a file, and everything that can be written there. */
export interface CaretSite {
  /** Range that an entry replaces. */
  readonly range: Span
  /** Range of the name that is written. */
  readonly name: Span
  readonly entries: () => readonly Entry[]
  /** The entry that is written. */
  readonly written: () => Entry | undefined
  /** Writes an entry for this place: text of the file, and the offset of the caret in it. */
  readonly print: (entry: Entry) => { readonly insert: string; readonly caret?: number }
}

/** Finds the place at an offset. */
export function findSite(scene: Scene, offset: number): CaretSite | undefined {
  const caret = scene.draft.caret(offset)
  if (caret === undefined) return undefined
  const shape = shapeAt(openShape(scene), caret.path)
  if (shape === undefined) return undefined
  if (caret.isKey) return keySite(scene, offset, caret, shape)
  return (shape.language && wordSite(scene, offset, caret, shape.language)) ?? valueSite(scene, offset, caret, shape)
}

function openShape(scene: Scene): Shape {
  switch (scene.kind) {
    case 'mappings':
      return mappingsFileShape(scene)
    case 'tests':
      return testFileShape(scene)
    case 'definition':
      return definitionShape(scene, scene.openDefinition(scene.document.file, '')!)
  }
}

/** The range of a token without its first quote, up to the caret if it has no end. */
function innerRange({ token }: Caret, offset: number): Span {
  if (token === undefined) return { start: offset, end: offset }
  const { kind, start, end, isClosed } = token
  if (kind !== 'string') return { start, end }
  return { start: start + 1, end: isClosed ? end - 1 : offset }
}

function keySite({ draft }: Scene, offset: number, caret: Caret, shape: Shape): CaretSite {
  const { text } = draft
  const { token } = caret
  const inner = innerRange(caret, offset)
  const isString = token?.kind === 'string'
  const range = { start: inner.start, end: isString && token.isClosed ? token.end : inner.end }
  const isNamed = /^\s*:/.test(text.slice(range.end))
  const others = Object.keys(toObject(draft.value(caret.path)))
  const name = text.slice(inner.start, inner.end)
  return {
    range,
    name: inner,
    entries: () => (shape.keys?.() ?? []).filter(entry => entry.name === name || !others.includes(entry.name)),
    written: () => shape.keys?.().find(entry => entry.name === name),
    print(entry) {
      const first = isString ? 1 : 0
      if (isNamed) return { insert: JSON.stringify(entry.name).slice(first) }
      const { before, after } = printMember(entry)
      const comma = /^\s*"/.test(text.slice(range.end)) ? ',' : ''
      return { insert: `${before.slice(first)}${after}${comma}`, caret: before.length - first }
    },
  }
}

/** Writes a key and the form of its value, before and after the caret. */
function printMember({ name, form }: Entry): { readonly before: string; readonly after: string } {
  const [begin, end] = form === undefined ? ['', ''] : bodies[form]
  return { before: `${JSON.stringify(name)}: ${begin}`, after: end }
}

/** Prints a value on one line, with spaces as people write them. */
function printValue(value: Json): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
}

/** Beginnings and ends of values. */
const bodies: Readonly<Record<ValueForm, readonly [string, string]>> = {
  string: ['"', '"'],
  object: ['{ ', ' }'],
  list: ['[', ']'],
}

function valueSite({ draft }: Scene, offset: number, caret: Caret, shape: Shape): CaretSite {
  const { text } = draft
  const { token } = caret
  const range = innerRange(caret, offset)
  const isString = token?.kind === 'string'
  const written = isString ? draft.textAt(caret.path)?.value : text.slice(range.start, range.end)
  const isText = ({ value }: Entry) => value === undefined || typeof value === 'string'
  // A `!` after the name of a part means that it is required.
  const isWritten = ({ name, kind }: Entry) => name === written || (kind === 'reference' && `${name}!` === written)
  return {
    range,
    name: range,
    entries: () => [
      ...(shape.values?.() ?? []).filter(entry => !isString || isText(entry)),
      ...(token === undefined ? (shape.keys?.() ?? []).filter(({ kind }) => kind === 'directive') : []),
    ],
    written: () => shape.values?.().find(entry => isWritten(entry) && isText(entry) === isString),
    print(entry) {
      const { name, kind, value = name } = entry
      if (isString) return { insert: `${escapeText(String(value))}${token.isClosed ? '' : '"'}` }
      const comma = /^\s*"/.test(text.slice(range.end)) ? ',' : ''
      if (kind !== 'directive') return { insert: `${printValue(value)}${comma}` }
      const { before, after } = printMember(entry)
      return { insert: `{ ${before}${after} }${comma}`, caret: before.length + 2 }
    },
  }
}

function wordSite(
  { draft }: Scene,
  offset: number,
  caret: Caret,
  language: NonNullable<Shape['language']>,
): CaretSite | undefined {
  const { token, path } = caret
  if (token?.kind !== 'string') return undefined
  // A line of a list is a part of its text.
  const whole = draft.textAt(/^\d+$/.test(path.at(-1) ?? '') ? path.slice(0, -1) : path) ?? draft.textAt(path)
  if (whole === undefined) return undefined
  const index = whole.places.indexOf(offset)
  // A caret within an escape is in no word.
  const look = index < 0 ? undefined : language.look(whole.value, index)
  if (look === undefined) return { ...nowhere, range: { start: offset, end: offset } }
  const range = { start: whole.places[look.start]!, end: whole.places[look.end]! }
  const word = whole.value.slice(look.start, look.end)
  const quote = token.isClosed ? '' : '"'
  return {
    range,
    name: range,
    entries: look.entries,
    written: () => look.written?.() ?? look.entries().find(entry => entry.name === word),
    print({ name, value = name }) {
      const inner = `${escapeText(String(value))}${look.after ? escapeText(look.after) : ''}`
      return { insert: `${inner}${quote}`, ...(quote !== '' && { caret: inner.length }) }
    },
  }
}

/** A place in a string where nothing can be named. */
const nowhere: CaretSite = {
  range: { start: 0, end: 0 },
  name: { start: 0, end: 0 },
  entries: () => [],
  written: () => undefined,
  print: ({ name }) => ({ insert: name }),
}

function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function toObject(value: Json | undefined) {
  return isObject(value) ? value : {}
}
