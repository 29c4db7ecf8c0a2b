import { byteLength, encodeBody } from './encode.ts'

/** What one action adds to a batch, waiting for others. */
export interface Waiting {
  /** The action's index in the list that was given. */
  readonly action: number
  readonly item: unknown
  /** No batch holds this twice. */
  readonly distinct?: string | undefined
}

/** Items that go together, and the body that is made of them; none when one alone is over the limit. */
export interface Cut<T extends Waiting> {
  readonly waiting: readonly T[]
  readonly body?: string
}

/** What stands between two items. */
const separator = 1

/** Counts the items that one draft adds: a list adds its own. */
export function countItems({ item }: Waiting): number {
  return Array.isArray(item) ? item.length : 1
}

/** Collects the items of a batch. */
export function collectItems(waiting: readonly Waiting[]): unknown[] {
  return waiting.flatMap(({ item }) => item)
}

/**
 * Cuts what waits into batches within the limits, in order, and encodes them. What is too large even alone is not
 * encoded: it is left to its single request.
 */
export function cutBatches<T extends Waiting>(
  waiting: readonly T[],
  { maxItems, maxBytes }: { readonly maxItems: number; readonly maxBytes: number },
  encode: (waiting: readonly T[]) => string,
): Cut<T>[] {
  const cuts: Cut<T>[] = []
  // The sizes of the items tell nearly what a body made of them weighs, so what comes out is weighed again.
  const close = (part: readonly T[]): void => {
    const isAlone = part.length === 1
    if (isAlone && countItems(part[0]!) > maxItems) {
      cuts.push({ waiting: part })
      return
    }
    const body = encode(part)
    if (byteLength(body) <= maxBytes) cuts.push({ waiting: part, body })
    else if (isAlone) cuts.push({ waiting: part })
    else {
      const half = part.length >> 1
      close(part.slice(0, half))
      close(part.slice(half))
    }
  }
  const isWeighed = maxBytes !== Number.POSITIVE_INFINITY
  const weigh = ({ item }: T) => byteLength(encodeBody(item, 'json')) + separator
  const [first] = waiting
  const wrapper = isWeighed && first ? byteLength(encode([first])) - weigh(first) : 0
  let [start, items, bytes] = [0, 0, wrapper]
  const held = new Set<string>()
  for (const [i, one] of waiting.entries()) {
    const count = countItems(one)
    const size = isWeighed ? weigh(one) : 0
    const isHeld = one.distinct !== undefined && held.has(one.distinct)
    if (i > start && (isHeld || items + count > maxItems || bytes + size > maxBytes)) {
      close(waiting.slice(start, i))
      ;[start, items, bytes] = [i, 0, wrapper]
      held.clear()
    }
    if (one.distinct !== undefined) held.add(one.distinct)
    items += count
    bytes += size
  }
  if (waiting.length > start) close(waiting.slice(start))
  return cuts
}
