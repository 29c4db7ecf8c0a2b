import leven from 'leven'

/**
 * The candidate that `word` was probably meant to be, or `undefined` when none is near: at most a third of
 * the word may differ, and one letter always may, or two letters change places.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (candidate === word) continue
    const distance = distanceOf(word, candidate, least)
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

function distanceOf(word: string, candidate: string, maxDistance: number): number {
  if (candidate.toLowerCase() === word.toLowerCase()) return 0
  return isSwapped(word, candidate) ? 1 : leven(word, candidate, { maxDistance })
}

/** True if two neighbouring letters are swapped and all others are equal. */
function isSwapped(word: string, candidate: string): boolean {
  if (word.length !== candidate.length) return false
  let at = 0
  while (word[at] === candidate[at]) at++
  return (
    word[at] === candidate[at + 1] && word[at + 1] === candidate[at] && word.slice(at + 2) === candidate.slice(at + 2)
  )
}

/** `did you mean \`x\`?`, or the short list of what there is, or nothing when the list is long. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const list = [...candidates]
  const near = suggest(word.slice(0, 200), list)
  if (near !== undefined) return `did you mean \`${near}\`?`
  if (list.length === 0 || list.length > 5) return undefined
  return `expected ${list.map(name => `\`${name}\``).join(', ')}`
}
