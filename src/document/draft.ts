import { type Json, lazy, type Path } from '../value/index.ts'
import type { Caret, DraftMember, DraftNode } from './draftNode.ts'
import { DraftReader } from './draftReader.ts'
import { type DraftText, readText } from './draftText.ts'
import { type JsonToken, scanJson } from './jsonc.ts'

/**
 * A JSON file that is being typed, read as far as it can be: strings may lack their end, lists and objects their
 * brackets, members their colon and value, and commas may be missing or superfluous.
 */
export class JsonDraft {
  readonly text: string
  readonly root: DraftNode | undefined
  readonly #whole: () => Json | undefined

  constructor(text: string) {
    this.text = text
    const reader = new DraftReader(text)
    for (const token of scanJson(text)) reader.read(token)
    this.root = reader.finish()
    this.#whole = lazy(() => this.root && toJson(this.root))
  }

  /** Finds the place of a caret; `undefined` in a comment, and where only a sign can be typed. */
  caret(offset: number): Caret | undefined {
    const reader = new DraftReader(this.text)
    for (const token of scanJson(this.text)) {
      if (token.start >= offset) break
      if (touches(token, offset)) return token.kind === 'comment' ? undefined : reader.caret(token)
      reader.read(token)
    }
    return reader.caret()
  }

  /** Finds the member or item at a path. A member has its key. */
  find(path: Path): Partial<DraftMember> | undefined {
    let found: Partial<DraftMember> | undefined = this.root && { node: this.root }
    for (const key of path) {
      const { members, items } = found?.node ?? {}
      const item = items?.[Number(key)]
      found = members?.get(key) ?? (item && { node: item })
      if (found === undefined) return undefined
    }
    return found
  }

  /** The value at a path, as far as it is typed. */
  value(path: Path = []): Json | undefined {
    if (path.length === 0) return this.#whole()
    const node = this.find(path)?.node
    return node && toJson(node)
  }

  /** The string at a path, or the lines of a list, joined. */
  textAt(path: Path): DraftText | undefined {
    const { scalar, items, start, end } = this.find(path)?.node ?? {}
    if (typeof scalar === 'string') return readText(this.text, [{ start: start!, end: end! }])
    const lines = items?.filter(item => typeof item?.scalar === 'string') as DraftNode[] | undefined
    return lines && lines.length === items?.length ? readText(this.text, lines) : undefined
  }
}

/** True if typing at the offset changes the token. */
function touches({ kind, start, end, isClosed }: JsonToken, offset: number): boolean {
  if (offset <= start || offset > end) return false
  return offset < end || !isClosed || kind === 'word'
}

function toJson({ scalar, members, items }: DraftNode): Json {
  if (items) return Array.from(items, item => (item ? toJson(item) : null))
  if (members === undefined) return scalar ?? null
  return Object.fromEntries([...members].flatMap(([key, { node }]) => (node ? [[key, toJson(node)]] : [])))
}
