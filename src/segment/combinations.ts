/**
 * Yields choices for each place, as indices: all of them, if they are at most `most`. Otherwise those in which at most
 * two places differ from their first choice, then an even, reproducible spread.
 */
export function* combinations(sizes: readonly number[], most: number): Generator<readonly number[]> {
  const all = sizes.reduce((product, size) => product * BigInt(size), 1n)
  if (all > BigInt(most)) {
    const half = Math.floor(most / 2)
    yield* nearTheFirst(sizes, half)
    yield* spread(all, most - half, index => digits(sizes, index))
  } else yield* spread(all, most, index => digits(sizes, index))
}

function* nearTheFirst(sizes: readonly number[], most: number): Generator<readonly number[]> {
  const first = sizes.map(() => 0)
  const places = [...sizes.keys()]
  for (const i of places) {
    for (let choice = 0; choice < sizes[i]!; choice++) yield first.with(i, choice)
  }
  const pairs = places.flatMap(i => places.slice(i + 1).map(j => [i, j] as const))
  for (const [i, j] of pairs) {
    const share = Math.ceil(most / pairs.length)
    const both = [sizes[i]!, sizes[j]!]
    yield* spread(BigInt(both[0]! * both[1]!), share, index => {
      const [left, right] = digits(both, index)
      return first.with(i, left!).with(j, right!)
    })
  }
}

/** Yields items for all numbers below a limit, or for some that are far apart. */
function* spread<T>(limit: bigint, most: number, make: (index: bigint) => T): Generator<T> {
  const isWhole = limit <= BigInt(most)
  const step = isWhole ? 1n : coprimeNear((limit * 618_033_989n) / 1_000_000_000n, limit)
  for (let i = 0n; i < (isWhole ? limit : BigInt(most)); i++) yield make((i * step) % limit)
}

/** Steps that are coprime with the limit visit every number before they repeat one. */
function coprimeNear(wanted: bigint, limit: bigint): bigint {
  const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b))
  let size = wanted
  while (divisor(size, limit) !== 1n) size++
  return size
}

/** A number as indices; the first place changes fastest. */
function digits(sizes: readonly number[], index: bigint): number[] {
  let rest = index
  return sizes.map(size => {
    const digit = Number(rest % BigInt(size))
    rest /= BigInt(size)
    return digit
  })
}
