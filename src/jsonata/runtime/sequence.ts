/**
 * Flags of an array that the language knows besides its items. They are in a private field that is stamped on the
 * array, so no other file can see them, and results are plain arrays.
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
   * Stamped arrays that are never freed, one of each elements kind of V8. Garbage collection drops a hidden class
   * without objects, and with it all optimized code that depends on it, which is most of what runs.
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

/** Creates a sequence. An empty one stands for absent, one of a single item for that item. */
export function sequenceOf(...items: unknown[]): unknown[] {
  Mark.add(items, sequence)
  return items
}

/** Marks a new array as a sequence. */
export function asSequence(items: unknown[]): unknown[] {
  Mark.add(items, sequence)
  return items
}

export const isSequence = (array: object): boolean => (Mark.read(array) & sequence) !== 0

/** Marks an array of `[ … ]` at either end of a path, so that the path does not flatten it. */
export function markConstructed(items: unknown[]): unknown[] {
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

/** Value of an expression: an empty sequence becomes absent, a sequence of one item becomes that item. */
export function unwrapSingleton(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const flags = Mark.read(value)
  if ((flags & sequence) === 0 || (flags & tupleStream) !== 0) return value
  if (value.length === 0) return undefined
  return value.length === 1 && (flags & keepSingleton) === 0 ? value[0] : value
}

/** Value of an expression followed by `[]`: a single item stays in its array. */
export function keepArray(value: unknown): unknown {
  if (Array.isArray(value) && isSequence(value)) Mark.add(value, keepSingleton)
  return unwrapSingleton(value)
}

/** Value of a path with `[]` after one of its steps. */
export function keepArrayOfPath(value: unknown): unknown {
  return keepArray(Array.isArray(value) && isConstructed(value) && !isSequence(value) ? sequenceOf(value) : value)
}
