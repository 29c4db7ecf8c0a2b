/** Source of one JSON value, possibly broken, with the line on which it starts. */
export interface JsonText {
  readonly line: number
  readonly text: string
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
  let head = ''
  let chosen: Splitter | undefined
  const choose = () => {
    chosen = /^\s*(\[|\{([^\n]*[[{,:])?[ \t\r]*(\n|$))/.test(head) ? splitValues() : splitLines()
    return chosen.push(head)
  }
  return {
    push(piece) {
      if (chosen) return chosen.push(piece)
      head += piece
      const mayTell = piece.includes('\n') || head.length === piece.length
      return mayTell && /^\s*(\[|\S[^\n]*\n)/.test(head) ? choose() : []
    },
    end() {
      const first = chosen ? [] : choose()
      return [...first, ...(chosen?.end() ?? [])]
    },
  }
}

function splitLines(): Splitter {
  let rest = ''
  let line = 0
  const texts = (lines: readonly string[]) =>
    lines.flatMap(text => {
      line++
      return text.trim() === '' ? [] : { line, text }
    })
  return {
    push(piece) {
      // Joins the pieces of a line once, not once per piece.
      const last = piece.lastIndexOf('\n')
      if (last === -1) {
        rest += piece
        return []
      }
      const lines = (rest + piece.slice(0, last)).split('\n')
      rest = piece.slice(last + 1)
      return texts(lines)
    },
    end: () => texts([rest]),
  }
}

/** Characters that end a number, `true`, `false` or `null`, or separate values. */
const between = /[\s,[\]]/

function splitValues(): Splitter {
  let text = ''
  let start = 1
  let line = 1
  let depth = 0
  let lists = 0
  let inString = false
  let escaped = false
  return {
    push(piece) {
      const found: JsonText[] = []
      let from = 0
      const take = (end: number) => {
        found.push({ line: start, text: text + piece.slice(from, end) })
        text = ''
        from = end
      }
      const inValue = (i: number) => text !== '' || i > from
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
      text += piece.slice(from)
      return found
    },
    end() {
      // An input that was cut off ends within a value or an array.
      if (text !== '') return [{ line: start, text }]
      return lists === 0 ? [] : [{ line, text: '' }]
    },
  }
}
