import type { Pattern } from './syntax.ts'

/** Repetitions of fewer than this are as good as none. */
const many = 10

/**
 * How the work of JavaScript's own matcher can grow with the length of a text: with a power of it; or
 * exponentially, where a repetition holds another one, or a choice.
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
      return isFixed(pattern.body) ? 1 : Number.POSITIVE_INFINITY
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

/** Whether it begins with `^`. */
export function isAnchored(pattern: Pattern): boolean {
  const first = pattern.kind === 'sequence' ? pattern.parts[0] : pattern
  return first?.kind === 'assertion' && first.sign === '^'
}
