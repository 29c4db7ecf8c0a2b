import type { Pattern } from './syntax.ts'

/** Repetitions of fewer than this are as good as none. */
const many = 10

/**
 * How the work of JavaScript's own matcher can grow with the length of a text: with a power of it; or
 * exponentially, where a repetition holds another one, or a choice, and does not say where each begins.
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

/** Whether there is one way only to match a text with it. */
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

/** Whether each time begins with a character that cannot be in the rest of it, as in `(\.\d+)*`. */
function isSeparated(pattern: Pattern): boolean {
  if (pattern.kind === 'group') return isSeparated(pattern.body)
  if (pattern.kind !== 'sequence' || pattern.parts.length !== 2) return false
  const [first, rest] = pattern.parts as [Pattern, Pattern]
  if (first.kind !== 'character' || rest.kind !== 'repeat' || rest.body.kind !== 'character') return false
  const separator = /^\\?([^\w\s.\\[]|(?<=\\)[.[\\])$/.exec(first.source)?.[1]
  return separator !== undefined && !new RegExp(`^(?:${rest.body.source})$`).test(separator)
}

/** Whether it begins with `^`. */
export function isAnchored(pattern: Pattern): boolean {
  const first = pattern.kind === 'sequence' ? pattern.parts[0] : pattern
  return first?.kind === 'assertion' && first.sign === '^'
}
