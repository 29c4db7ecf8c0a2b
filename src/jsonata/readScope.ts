import type { Path } from '../value/index.ts'
import type { Node } from './ast.ts'
import type { Builtin } from './library.ts'

/** Stands in a path for a computed key, or for all keys. */
export const computedKey = '?'

/** Paths of the input that a value may come from. */
export type Origins = readonly Path[]

/** Origins of a value that comes from nowhere in the input. */
export const noOrigins: Origins = []

export function extendOrigins(origins: Origins, key: string): Origins {
  return origins.map(path => [...path, key])
}

/** Names of the place of a node, with the origins of its context and of the variables that it sees. */
export interface ReadScope {
  readonly context: Origins
  readonly names: Map<string, Origins>
  readonly functions: ReadonlyMap<string, Builtin>
  /** Records the paths that a node reads and returns the origins of its value. */
  visit(node: Node): Origins
  /** Visits a node whose value is used, so that its origins count as read. */
  use(node: Node): Origins
  /** Counts origins as read. */
  read(origins: Origins): void
  /** A scope with another context, or with names of its own. */
  with(change: { readonly context?: Origins; readonly names?: Map<string, Origins> }): ReadScope
}
