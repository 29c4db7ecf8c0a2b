import { CompilationError, compilationOf } from '../value/index.ts'
import { CompileError } from './compileError.ts'
import type { DiagnosticBag } from './diagnosticBag.ts'

/**
 * Compiles something. Too much work and too deep nesting are mistakes of a definition as well, and end the compilation.
 *
 * @throws CompileError for them
 */
export function compiling<T>(problems: DiagnosticBag, action: () => T): T {
  try {
    return compilationOf(action)
  } catch (error) {
    if (error instanceof CompilationError) problems.add('CM109', '', error.message)
    else if (error instanceof RangeError) problems.add('CM104', '', 'this is nested too deep to be compiled')
    else throw error
    throw new CompileError(problems.errors, problems.unlistedErrors)
  }
}
