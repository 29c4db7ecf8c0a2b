/** Creates a shuffle that gives the same order for the same seed. */
export function shuffler(seed: number): <T>(list: readonly T[]) => T[] {
  return list => {
    const random = generator(seed)
    return list
      .map(item => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
  }
}

/** The Park–Miller generator of 1988, good enough to shuffle tests. */
function generator(seed: number): () => number {
  let state = (Math.abs(seed) % 2_147_483_646) + 1
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state
  }
}
