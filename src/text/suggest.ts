import leven from 'leven'

/**
 * The candidate that `word` was probably meant to be, or `undefined` when none is near: at most a third of
 * the word may differ, and one letter always may.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (candidate === word) continue
    const distance = candidate.toLowerCase() === word.toLowerCase() ? 0 : leven(word, candidate, { maxDistance: least })
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** `did you mean \`x\`?`, or the short list of what there is, or nothing when the list is long. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const list = [...candidates]
  const near = suggest(word.slice(0, 200), list)
  if (near !== undefined) return `did you mean \`${near}\`?`
  if (list.length === 0 || list.length > 5) return undefined
  return `expected ${list.map(name => `\`${name}\``).join(', ')}`
}
