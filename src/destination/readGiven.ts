import type { Code, ProblemBag } from '../diagnostics/index.ts'
import { CompilationError, messageOf, type Pointer } from '../value/index.ts'

/** Reads what a caller gives. A getter or a proxy that throws is a mistake in it. */
export function readGiven<Known extends Code, T>(
  code: Known,
  problems: ProblemBag<Known>,
  at: Pointer,
  read: () => T,
): T | undefined {
  try {
    return read()
  } catch (error) {
    // The stack may be full before anything is read, or the units used up.
    if (error instanceof RangeError || error instanceof CompilationError) throw error
    problems.add(code, at, `this cannot be read: ${messageOf(error) ?? typeof error}`)
    return undefined
  }
}
