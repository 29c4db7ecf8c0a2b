import { charge, cost } from '../../value/index.ts'

/** Matches strings with the parts of a date picture, like a regular expression, but in polynomial time. */

/** Finds where a piece that starts at `from` may end, in the order to try. */
export type Piece = (text: string, from: number) => readonly number[]

/** Longest string that is matched. Times are shorter, and the work grows with the square of it. */
const longest = 250

/** Matches the whole string, and returns the end of each piece. */
export function matchPieces(pieces: readonly Piece[], text: string): number[] | undefined {
  if (text.length > longest || pieces.length > text.length) return undefined
  const ends: number[] = []
  const failed = new Set<number>()
  const search = (index: number, from: number): boolean => {
    const piece = pieces[index]
    if (piece === undefined) return from === text.length
    const place = index * (text.length + 1) + from
    if (failed.has(place)) return false
    charge(cost.matcherStep + (text.length - from) * cost.item)
    for (const end of piece(text, from)) {
      ends[index] = end
      if (search(index + 1, end)) return true
    }
    failed.add(place)
    return false
  }
  return search(0, 0) ? ends : undefined
}

export function literal(expected: string): Piece {
  return (text, from) => {
    const end = from + expected.length
    return text.startsWith(expected, from) || matchesCase(text.slice(from, end), expected) ? [end] : []
  }
}

/** Matches as many characters of a class as possible, at least one; or exactly `width` of them. */
export function run(isMember: (char: string) => boolean, width?: number): Piece {
  return (text, from) => {
    const limit = Math.min(text.length, width ? from + width : text.length)
    let end = from
    while (end < limit && isMember(text[end]!)) end++
    if (width) return end === from + width ? [end] : []
    return Array.from({ length: end - from }, (_, index) => end - index)
  }
}

/** Matches any number of words, at least one. */
export function words(known: readonly string[]): Piece {
  const byLength = known.toSorted((a, b) => a.length - b.length)
  return (text, from) => {
    const lower = text.replace(/[A-Z]/g, letter => letter.toLowerCase())
    const reached = new Set<number>()
    const ends: number[] = []
    const search = (at: number): void => {
      charge(byLength.length * cost.item)
      for (const word of byLength) {
        const end = at + word.length
        if (lower[at] !== word[0] || reached.has(end) || !lower.startsWith(word, at)) continue
        reached.add(end)
        search(end)
        ends.push(end)
      }
    }
    search(from)
    return ends
  }
}

/** Compares like a regular expression with the flag `i`, which never makes a letter of ASCII equal another one. */
function matchesCase(text: string, expected: string): boolean {
  return text.length === expected.length && text.split('').every((char, at) => fold(char) === fold(expected[at]!))
}

function fold(char: string): string {
  const upper = char.toUpperCase()
  return upper.length > 1 || (char > '\x7f' && upper <= '\x7f') ? char : upper
}
