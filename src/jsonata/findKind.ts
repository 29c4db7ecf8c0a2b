import type { ErrorKinds } from './runtime/error.ts'
import type { ErrorKind } from './runtime/errorKinds.ts'
import * as errorKinds from './runtime/errorKinds.ts'

/** Finds the kind of an error by its code. Errors of the parser have no kind. */
export function findKind(code: string): ErrorKind | string {
  const kinds: ErrorKinds = errorKinds
  return Object.hasOwn(kinds, code) ? kinds[code]! : code
}
