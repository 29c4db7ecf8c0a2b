import { charge, cost } from '../value/index.ts'

/** Longer patterns are refused. */
export const maxPatternLength = 1000

/** Part of a pattern: ranges of code points that match one character, or a run of any characters. */
type Unit = readonly (readonly [number, number])[] | '*'

/**
 * Compiles a pattern: `*` is any run of characters, `?` one character, `[abc]` and `[a-z]` one of a set, and a backslash
 * escapes the next character. The whole string must match, including case.
 *
 * Runs are matched from the left, and only the last run is widened, so a match takes at most text × pattern steps.
 *
 * @example compileGlob('Trial *')('Trial Started') // true
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const units = parseGlob(pattern)
  if (!units) throw new SyntaxError(`not a pattern: ${pattern}`)
  const step = Math.max(cost.globStep, ...units.map(({ length }) => length))
  return text => {
    // A match without runs takes a step for each character.
    let paidSteps = text.length
    charge(paidSteps * step)
    let steps = 0
    let at = 0
    let unit = 0
    let run = -1
    let runEnd = 0
    while (at < text.length) {
      if (++steps > paidSteps) {
        charge(stepsAtOnce * step)
        paidSteps += stepsAtOnce
      }
      const expected = units[unit]
      const code = text.codePointAt(at) as number
      if (expected === '*') {
        run = unit++
        runEnd = at
      } else if (expected?.some(([first, last]) => first <= code && code <= last)) {
        unit++
        at += width(code)
      } else if (run >= 0) {
        runEnd += width(text.codePointAt(runEnd) as number)
        at = runEnd
        unit = run + 1
      } else {
        return false
      }
    }
    while (units[unit] === '*') unit++
    return unit === units.length
  }
}

/** Steps that are paid for together. */
const stepsAtOnce = 1024

const anyCharacter: Unit = [[0, 0x10ffff]]

/** Parses a pattern; `undefined` if a `[` is not closed or cannot match any character. */
export function parseGlob(pattern: string): readonly Unit[] | undefined {
  const characters = [...pattern.matchAll(/\\(.)|./gsu)].map(
    ([all, escaped]): Character => ({
      code: (escaped ?? all).codePointAt(0) as number,
      sign: escaped === undefined ? all : undefined,
    }),
  )
  const units: Unit[] = []
  for (let i = 0; i < characters.length; i++) {
    const { sign, code } = characters[i]!
    if (sign === '*') units.push('*')
    else if (sign === '?') units.push(anyCharacter)
    else if (sign !== '[') units.push([[code, code]])
    else {
      const end = characters.findIndex((character, at) => at > i && character.sign === ']')
      const ranges = parseRanges(characters.slice(i + 1, end))
      if (end < 0 || ranges.length === 0 || ranges.some(([first, last]) => first > last)) return undefined
      units.push(ranges)
      i = end
    }
  }
  return units
}

interface Character {
  readonly code: number
  /** The character, if it is not escaped and so may be a sign of the pattern. */
  readonly sign: string | undefined
}

function parseRanges(characters: readonly Character[]): [number, number][] {
  const ranges: [number, number][] = []
  for (let i = 0; i < characters.length; i++) {
    const first = characters[i]!.code
    const last = characters[i + 1]?.sign === '-' ? characters[i + 2] : undefined
    ranges.push([first, last?.code ?? first])
    if (last) i += 2
  }
  return ranges
}

function width(code: number): number {
  return code > 0xffff ? 2 : 1
}
