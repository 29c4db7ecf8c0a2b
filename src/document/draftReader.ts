import type { Caret, DraftMember, DraftNode } from './draftNode.ts'
import { readText } from './draftText.ts'
import type { JsonToken } from './jsonc.ts'

/** Levels that are read. Deeper ones are counted, so that brackets match. */
const maxDepth = 200

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** An object or list that is not closed yet. */
interface Open {
  readonly node: Writable<DraftNode>
  readonly members?: Map<string, Writable<DraftMember>>
  readonly items?: (DraftNode | undefined)[]
  /** Part of a member, or item, that comes next; `none` after a value, before a comma. */
  next: 'key' | 'colon' | 'value' | 'none'
  key: string
  index: number
  /** A string after a key without a colon: its value, or the next key if a colon follows. */
  unclear?: JsonToken | undefined
}

/** Reads tokens one by one, and knows at each time what is open. */
export class DraftReader {
  readonly #text: string
  readonly #open: Open[] = []
  #root: DraftNode | undefined

  constructor(text: string) {
    this.#text = text
  }

  read(token: JsonToken): void {
    switch (token.kind) {
      case '{':
      case '[':
        this.#begin(token)
        break
      case '}':
      case ']':
        this.#end(token)
        break
      case ',':
        this.#separate()
        break
      case ':':
        this.#assign()
        break
      case 'string':
      case 'word':
        if (this.#takesKey(token)) this.#addKey(token)
        else this.#addScalar(token)
    }
  }

  /** The place of a caret after what was read, or in the next token. */
  caret(token?: JsonToken): Caret | undefined {
    const top = this.#top
    const found = token && { token }
    if (top === undefined) return this.#root && token === undefined ? undefined : { path: [], isKey: false, ...found }
    const isKey = token ? this.#takesKey(token) : top.next === 'key'
    if (!isKey && top.next !== 'value') return undefined
    const path = this.#open.map(({ members, key, index }) => (members ? key : String(index)))
    return { path: isKey ? path.slice(0, -1) : path, isKey, ...found }
  }

  /** Closes what is open. Returns the root. */
  finish(): DraftNode | undefined {
    while (this.#open.length > 0) this.#close(this.#text.length)
    return this.#root
  }

  get #top(): Open | undefined {
    return this.#open.at(-1)
  }

  #begin({ kind, start }: JsonToken): void {
    const node: Writable<DraftNode> = { start, end: this.#text.length }
    if (kind === '{') {
      const members = new Map()
      node.members = members
      this.#add(node)
      this.#open.push({ node, members, next: 'key', key: '', index: 0 })
    } else {
      const items: DraftNode[] = []
      node.items = items
      this.#add(node)
      this.#open.push({ node, items, next: 'value', key: '', index: 0 })
    }
  }

  /** Closes the nearest bracket of this kind, with those inside it that are not closed. A bracket too many is ignored. */
  #end({ kind, start, end }: JsonToken): void {
    const index = this.#open.findLastIndex(({ members }) => (members !== undefined) === (kind === '}'))
    if (index < 0) return
    while (this.#open.length > index + 1) this.#close(start)
    this.#close(end)
  }

  #close(end: number): void {
    this.#open.pop()!.node.end = end
  }

  #separate(): void {
    const top = this.#top
    if (top === undefined) return
    top.next = top.members ? 'key' : 'value'
    top.unclear = undefined
    top.index++
  }

  /** True for a key, also of a member that lacks the comma before it. */
  #takesKey({ kind }: JsonToken): boolean {
    const top = this.#top
    return top?.members !== undefined && (top.next === 'key' || (top.next === 'none' && kind === 'string'))
  }

  #addKey(token: JsonToken): void {
    const top = this.#top!
    top.key = this.#readWord(token)
    top.unclear = undefined
    top.next = 'colon'
    top.members!.set(top.key, { key: { start: token.start, end: token.end } })
  }

  /** Adds a value to what is open. */
  #add(node: DraftNode): void {
    const top = this.#top
    if (top === undefined) {
      this.#root ??= node
      return
    }
    if (top.next === 'key') return
    // A comma may be missing.
    if (top.items && top.next === 'none') top.index++
    top.next = 'none'
    if (this.#open.length > maxDepth) return
    if (top.items) top.items[top.index] = node
    else {
      const member = top.members!.get(top.key)
      if (member) member.node ??= node
    }
  }

  #addScalar(token: JsonToken): void {
    const isUnclear = token.kind === 'string' && this.#top?.next === 'colon'
    this.#add({ start: token.start, end: token.end, scalar: this.#readScalar(token) })
    if (isUnclear) this.#top!.unclear = token
  }

  #assign(): void {
    const top = this.#top
    if (top?.members === undefined) return
    if (top.unclear) {
      delete top.members.get(top.key)?.node
      this.#addKey(top.unclear)
    }
    top.next = 'value'
  }

  #readWord({ kind, start, end }: JsonToken): string {
    return kind === 'string' ? readText(this.#text, [{ start, end }]).value : this.#text.slice(start, end)
  }

  #readScalar(token: JsonToken): Exclude<DraftNode['scalar'], undefined> {
    const word = this.#readWord(token)
    if (token.kind === 'string') return word
    if (word === 'null' || word === 'true' || word === 'false') return JSON.parse(word)
    const number = Number(word)
    return Number.isFinite(number) ? number : word
  }
}
