import type { Terminal } from '../../node/index.ts'
import { exit, Stop } from '../workspaceError.ts'

/** Puts lists into an order that is the same for the same seed; without one, takes one and tells it. */
export function shuffler(given: string | boolean, terminal: Terminal): <T>(list: readonly T[]) => T[] {
  const seed = typeof given === 'string' ? Number(given) : Date.now() % 100_000
  if (!Number.isSafeInteger(seed)) throw new Stop(exit.usage, { message: `a seed is a whole number, not \`${given}\`` })
  terminal.note(`shuffled with --shuffle ${seed}\n`)
  return list => {
    const random = generator(seed)
    return list
      .map(item => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  }
}

/** Park and Miller's generator of 1988: an order needs no better. */
function generator(seed: number): () => number {
  let state = (Math.abs(seed) % 2_147_483_646) + 1
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state
  }
}
