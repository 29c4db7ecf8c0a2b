import type { Edit, Position, Span } from '../text/index.ts'
import { type Json, lazy, type Pointer } from '../value/index.ts'
import { applyEdits, planEdit } from './edits.ts'
import { parseJsonc, type TextEdit } from './jsonc.ts'
import { extent, Layout, type LocateOptions } from './layout.ts'
import { listRepeatedKeys } from './repeatedKeys.ts'

export interface TextFile {
  readonly file: string
  readonly text: string
}

/** A range of a file, with the text to show. */
export interface FilePlace extends TextFile, Span {}

/** A JSON file, which may have comments: its value, the places of its parts, and edits of them. */
export class JsonDocument {
  readonly file: string
  readonly value: Json
  readonly #layout: Layout
  readonly #shown: () => string

  private constructor(file: string, value: Json, layout: Layout, shown: () => string) {
    this.file = file
    this.value = value
    this.#layout = layout
    this.#shown = shown
  }

  /** @throws JsonSyntaxError if the text is not JSON */
  static parse({ file, text }: TextFile): JsonDocument {
    return new JsonDocument(file, parseJsonc(text), new Layout(text), () => text)
  }

  /** The text to show. Masks have the length of what they hide, so offsets into the file hold in it. */
  get text(): string {
    return this.#shown()
  }

  /** Returns a copy whose text is masked. */
  mask(mask: (text: string) => string): JsonDocument {
    return new JsonDocument(
      this.file,
      this.value,
      this.#layout,
      lazy(() => mask(this.text)),
    )
  }

  /** Returns a copy in whose text all strings under these pointers are masked. */
  hideStrings(pointers: readonly string[]): JsonDocument {
    return this.mask(text => (pointers.length === 0 ? text : this.#hideStrings(text, pointers)))
  }

  /** Finds the place of a value, or of the nearest existing value around it. */
  locate(pointer: string, part?: LocateOptions): FilePlace {
    return { file: this.file, text: this.text, ...this.#layout.locate(pointer, part) }
  }

  /** Finds the range of a value with all its lines, or of the nearest existing value around it. */
  extent(pointer: string): Span {
    const { node } = this.#layout.find(pointer)
    return node === undefined ? { start: 0, end: 0 } : extent(node)
  }

  /** Finds the keys that their object has already, of which only the last counts. */
  repeatedKeys(): { readonly key: string; readonly at: Pointer; readonly place: FilePlace }[] {
    return listRepeatedKeys(this.#layout.find('').node).map(({ key, at }) => {
      return { key: key.value, at, place: { file: this.file, text: this.text, ...extent(key) } }
    })
  }

  position(offset: number): Position {
    return this.#layout.position(offset)
  }

  /** Converts an edit of the value to edits of the file; none if the part is not in the file. All other bytes stay. */
  edit(edit: Edit): TextEdit[] {
    return planEdit(this.#layout, edit)
  }

  #hideStrings(text: string, pointers: readonly string[]): string {
    const found = pointers.map(pointer => this.#layout.find(pointer))
    const todo = found.flatMap(({ node, isExact }) => (node && isExact ? [node] : []))
    // A file without a tree has no place at all.
    if (found.some(({ node }) => node === undefined)) return hideValues(text)
    const strings: TextEdit[] = []
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { type, offset, length, children = [] } = next
      const hidden = Math.max(0, length - 2)
      if (type === 'string') strings.push({ start: offset + 1, end: offset + 1 + hidden, text: '*'.repeat(hidden) })
      for (const child of type === 'property' ? children.slice(1) : children) todo.push(child)
    }
    return applyEdits(text, strings)
  }
}

/** Masks all string values of a file that has no tree, because it is broken or nested too deep. */
export function hideValues(text: string): string {
  return text.replace(/(?<=:\s*")(\\.|[^"\\\n])+/g, value => '*'.repeat(value.length))
}
