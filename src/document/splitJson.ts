/** Most characters of one JSON text. Only the start of a larger one is kept, so that it takes no memory. */
export const maxText = 16 * 2 ** 20

/** Source of one JSON value, possibly broken, with the line on which it starts. */
export interface JsonText {
  readonly line: number
  readonly text: string
  /** True if `text` is only the start, of more than `maxText` characters. */
  readonly isCut: boolean
}

/** Splits an input that arrives in pieces. */
interface Splitter {
  push(piece: string): JsonText[]
  end(): JsonText[]
}

/**
 * Splits an input into JSON values while it is read, so that its size does not matter. NDJSON is split at line breaks,
 * so that a broken line does not affect the next. An input that starts with an array, or whose first line is an
 * incomplete value, is split at its values; each item of an array is one value.
 */
export function splitJson(): Splitter {
  let line = 1
  let head = ''
  let chosen: Splitter | undefined
  const choose = () => {
    chosen = /^(?:\[|\{(?:[^\n]*[[{,:])?[ \t\r]*$)/.test(firstLine(head)) ? splitValues(line) : splitLines(line)
    return chosen.push(head)
  }
  return {
    push(piece) {
      if (chosen) return chosen.push(piece)
      let mayTell: boolean
      if (head === '') {
        head = piece.trimStart()
        line += countLines(piece.slice(0, piece.length - head.length))
        mayTell = head.startsWith('[') || head.includes('\n')
      } else {
        head += piece
        // Looks at the piece, because a look at the head would join its pieces each time.
        mayTell = piece.includes('\n')
      }
      return mayTell || head.length > maxText ? choose() : []
    },
    end() {
      const first = chosen ? [] : choose()
      return [...first, ...(chosen?.end() ?? [])]
    },
  }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end === -1 ? text : text.slice(0, end)
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Characters of a larger string that are kept, for its message. */
const startSize = 100

/** Text that arrives in parts. */
class GrowingText {
  #text = ''
  #isCut = false

  get isEmpty(): boolean {
    return this.#text === ''
  }

  add(part: string): void {
    if (this.#isCut) return
    this.#isCut = this.#text.length + part.length > maxText
    this.#text = this.#isCut ? (this.#text + part.slice(0, startSize)).slice(0, startSize) : this.#text + part
  }

  /** Returns the text and starts another one. */
  take(line: number): JsonText {
    const taken = { line, text: this.#text, isCut: this.#isCut }
    this.#text = ''
    this.#isCut = false
    return taken
  }
}

function splitLines(first: number): Splitter {
  const growing = new GrowingText()
  let line = first
  const take = () => {
    const taken = growing.take(line++)
    return taken.isCut || taken.text.trim() !== '' ? [taken] : []
  }
  return {
    push(piece) {
      const found: JsonText[] = []
      let from = 0
      for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
        growing.add(piece.slice(from, end))
        found.push(...take())
        from = end + 1
      }
      growing.add(piece.slice(from))
      return found
    },
    end: take,
  }
}

/** Characters that end a number, `true`, `false` or `null`, or separate values. */
const between = /[\s,[\]]/

function splitValues(first: number): Splitter {
  const growing = new GrowingText()
  let start = first
  let line = first
  let depth = 0
  let lists = 0
  let inString = false
  let escaped = false
  return {
    push(piece) {
      const found: JsonText[] = []
      let from = 0
      const take = (end: number) => {
        growing.add(piece.slice(from, end))
        found.push(growing.take(start))
        from = end
      }
      const inValue = (i: number) => !growing.isEmpty || i > from
      for (let i = 0; i < piece.length; i++) {
        const character = piece[i] as string
        if (character === '\n') line++
        if (escaped) escaped = false
        else if (inString) {
          if (character === '\\') escaped = true
          else if (character === '"') inString = false
        } else if (depth === 0 && between.test(character)) {
          if (inValue(i)) take(i)
          from = i + 1
          if (character === '[') lists++
          if (character === ']') lists--
        } else {
          if (!inValue(i)) start = line
          if (character === '"') inString = true
          else if (character === '{' || character === '[') depth++
          else if (character === '}' || character === ']') {
            depth--
            if (depth <= 0) {
              take(i + 1)
              depth = 0
            }
          }
        }
      }
      growing.add(piece.slice(from))
      return found
    },
    end() {
      // An input that was cut off ends within a value or an array.
      if (!growing.isEmpty) return [growing.take(start)]
      return lists === 0 ? [] : [{ line, text: '', isCut: false }]
    },
  }
}
