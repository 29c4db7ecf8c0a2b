/**
 * What the language knows about an array besides its items. Kept in a private field that is stamped on the
 * array, so nothing outside of this file can see it: results are plain arrays that carry nothing.
 */
const sequence = 1
const keepSingleton = 2
const constructed = 4
const tupleStream = 8

class Stamped {
  constructor(array: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is how a private field gets onto another object
    return array
  }
}

class Mark extends Stamped {
  /**
   * Stamped arrays that stay, of each kind that engines tell apart. An engine that collects garbage forgets a shape
   * that nothing has any more, and throws away all compiled code that knows it: here, most of what runs.
   */
  static readonly #living: readonly unknown[][] = [[], [''], [0], [0.5], new Array(1), [undefined]]

  static {
    for (const array of Mark.#living) new Mark(array)
    Mark.#living[0]!.push('')
  }

  #flags = 0

  static read(array: object): number {
    return #flags in array ? array.#flags : 0
  }

  static add(array: object, flags: number): void {
    if (!(#flags in array)) new Mark(array)
    ;(array as Mark).#flags |= flags
  }
}

/** A new sequence of these items. An empty one stands for absent, one of a single item for that item. */
export function sequenceOf(...items: unknown[]): unknown[] {
  Mark.add(items, sequence)
  return items
}

/** Makes a new array of ours a sequence. */
export function asSequence(items: unknown[]): unknown[] {
  Mark.add(items, sequence)
  return items
}

export const isSequence = (array: object): boolean => (Mark.read(array) & sequence) !== 0

/** Marks an array made by `[ … ]` at an end of a path: a path does not flatten it. */
export function construct(items: unknown[]): unknown[] {
  Mark.add(items, constructed)
  return items
}

export const isConstructed = (array: object): boolean => (Mark.read(array) & constructed) !== 0

/** Marks a list of tuples, see `tuples.ts`. */
export function asTuples<T>(items: T[]): T[] {
  Mark.add(items, sequence | tupleStream)
  return items
}

export function isTuples(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && (Mark.read(value) & tupleStream) !== 0
}

/** What an expression gives: an empty sequence is absent and a single item stands for itself. */
export function unwrapSingleton(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const flags = Mark.read(value)
  if ((flags & sequence) === 0 || (flags & tupleStream) !== 0) return value
  if (value.length === 0) return undefined
  return value.length === 1 && (flags & keepSingleton) === 0 ? value[0] : value
}

/** The same for an expression followed by `[]`: a single item stays in its array. */
export function keepArray(value: unknown): unknown {
  if (Array.isArray(value) && isSequence(value)) Mark.add(value, keepSingleton)
  return unwrapSingleton(value)
}

/** The same for a path one of whose steps is followed by `[]`. */
export function keepArrayOfPath(value: unknown): unknown {
  return keepArray(Array.isArray(value) && isConstructed(value) && !isSequence(value) ? sequenceOf(value) : value)
}
