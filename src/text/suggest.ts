import leven from 'leven'

/** Longest words and most candidates that are compared: the time is their product. */
const longest = 60
const mostCandidates = 1000

/**
 * Finds the candidate that `word` probably means. At most a third of its letters may differ; one wrong letter and two
 * swapped letters are always allowed. Long words, and many candidates, are not searched.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let least = limit + 1
  let count = 0
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > 2 * longest) continue
    if (++count > mostCandidates) break
    const distance = measureDistance(word, candidate, least)
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

function measureDistance(word: string, candidate: string, maxDistance: number): number {
  if (candidate.toLowerCase() === word.toLowerCase()) return 0
  return isSwapped(word, candidate) ? 1 : leven(word, candidate, { maxDistance })
}

/** True if the words differ only by two swapped neighbours. */
function isSwapped(word: string, candidate: string): boolean {
  if (word.length !== candidate.length) return false
  let at = 0
  while (word[at] === candidate[at]) at++
  return (
    word[at] === candidate[at + 1] && word[at + 1] === candidate[at] && word.slice(at + 2) === candidate.slice(at + 2)
  )
}

/** Writes `did you mean \`x\`?`, or lists the candidates if there are at most six. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const list = [...candidates]
  const near = suggest(word, list)
  return near === undefined ? choices(list) : `did you mean \`${near}\`?`
}

/** Lists the candidates if there are at most six. */
export function choices(list: readonly string[]): string | undefined {
  if (list.length === 0 || list.length > 6) return undefined
  return `expected ${list.map(name => `\`${name}\``).join(', ')}`
}
