import type { Entry } from '../entry.ts'
import type { TextLanguage } from '../languages/language.ts'

/** Everything that a file may have at one place. */
export interface Shape {
  /** Keys of an object here. */
  readonly keys?: () => readonly Entry[]
  /** Values here. */
  readonly values?: () => readonly Entry[]
  /** TextLanguage of a string here, or of a list of lines. */
  readonly language?: TextLanguage | undefined
  /** The shape of a member or an item. */
  readonly child?: (key: string) => Shape | undefined
}

/** Follows a path. */
export function shapeAt(shape: Shape, path: readonly string[]): Shape | undefined {
  let found: Shape | undefined = shape
  for (const key of path) found = found?.child?.(key)
  return found
}

/** A list of values of one shape. */
export const listShape = (item: Shape): Shape => ({ child: () => item })
