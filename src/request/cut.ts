import { charge, cost } from '../value/index.ts'

/** Item of one action, waiting for others. */
export interface Waiting {
  /** Index of the action in the given list. */
  readonly action: number
  readonly item: unknown
  /** Value that no batch contains twice. */
  readonly distinct?: string | undefined
}

/** Items of one batch with their body; absent if a single item is over the limit. */
export interface Cut<T extends Waiting> {
  readonly waiting: readonly T[]
  readonly body?: Encoded
}

/** A body, and as it goes on the wire. */
interface Encoded {
  readonly value: unknown
  readonly text: string
  readonly bytes: number
}

/** Bytes between two items. */
const separator = 1

/** Counts the items of one draft: those of a list, else 1. */
export function countItems({ item }: Waiting): number {
  return Array.isArray(item) ? item.length : 1
}

/** Collects the items of a batch. */
export function collectItems(waiting: readonly Waiting[]): unknown[] {
  charge(waiting.reduce((sum, one) => sum + countItems(one), 0) * cost.kept)
  return waiting.flatMap(({ item }) => item)
}

/**
 * Splits pending items into batches within the limits, in order, and encodes them. `weigh` gives the bytes of an item as
 * JSON. An item over the limit is not encoded;
 * its action makes a single request.
 */
export function cutBatches<T extends Waiting>(
  waiting: readonly T[],
  { maxItems, maxBytes }: { readonly maxItems: number; readonly maxBytes: number },
  { encode, weigh }: { readonly encode: (waiting: readonly T[]) => Encoded; readonly weigh: (one: T) => number },
): Cut<T>[] {
  const cuts: Cut<T>[] = []
  // Item sizes only estimate the body size, so each encoded body is measured and halved if it is too large.
  const close = (part: readonly T[]): void => {
    const isAlone = part.length === 1
    if (isAlone && countItems(part[0]!) > maxItems) {
      cuts.push({ waiting: part })
      return
    }
    const body = encode(part)
    if (body.bytes <= maxBytes) cuts.push({ waiting: part, body })
    else if (isAlone) cuts.push({ waiting: part })
    else {
      const half = part.length >> 1
      close(part.slice(0, half))
      close(part.slice(half))
    }
  }
  const isWeighed = maxBytes !== Number.POSITIVE_INFINITY
  const [first] = waiting
  const wrapper = isWeighed && first ? encode([first]).bytes - weigh(first) - separator : 0
  let [start, items, bytes] = [0, 0, wrapper]
  const held = new Set<string>()
  for (const [i, one] of waiting.entries()) {
    const count = countItems(one)
    const size = isWeighed ? weigh(one) + separator : 0
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
