import type { Pattern } from './syntax.ts'

/** Shorter repetitions count as constant. */
const many = 10

/**
 * Degree of the polynomial by which JavaScript's matcher may slow down with the length of a string. Infinite if it is
 * exponential: a repetition contains another one, or a choice, without a separator between the rounds.
 */
export function degreeOf(pattern: Pattern): number {
  const start = isAnchored(pattern) ? 0 : 1
  return start + repeats(pattern)
}

function repeats(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'sequence':
    case 'choice':
      return pattern.parts.reduce((sum, part) => sum + repeats(part), 0)
    case 'group':
    case 'lookahead':
      return repeats(pattern.body)
    case 'repeat':
      if (pattern.most < many) return repeats(pattern.body) * Math.max(1, pattern.most)
      return isFixed(pattern.body) || isSeparated(pattern.body) ? 1 : Number.POSITIVE_INFINITY
    default:
      return 0
  }
}

/** True if a string can match in only one way. */
function isFixed(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'choice':
    case 'repeat':
      return false
    case 'sequence':
      return pattern.parts.every(isFixed)
    case 'group':
    case 'lookahead':
      return isFixed(pattern.body)
    default:
      return true
  }
}

/** True if each round begins with a character that the rest of it excludes, as in `(\.\d+)*`. */
function isSeparated(pattern: Pattern): boolean {
  if (pattern.kind === 'group') return isSeparated(pattern.body)
  if (pattern.kind !== 'sequence' || pattern.parts.length !== 2) return false
  const [first, rest] = pattern.parts as [Pattern, Pattern]
  if (first.kind !== 'character' || rest.kind !== 'repeat' || rest.body.kind !== 'character') return false
  const separator = /^\\?([^\w\s.\\[]|(?<=\\)[.[\\])$/.exec(first.source)?.[1]
  return separator !== undefined && !new RegExp(`^(?:${rest.body.source})$`).test(separator)
}

/** True if the pattern begins with `^`. */
export function isAnchored(pattern: Pattern): boolean {
  const first = pattern.kind === 'sequence' ? pattern.parts[0] : pattern
  return first?.kind === 'assertion' && first.sign === '^'
}
