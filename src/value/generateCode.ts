/**
 * Runs a function that creates functions from strings.
 *
 * @throws EvalError in one sentence, where the platform forbids it: in edge workers, and in pages with a strict policy
 */
export function generateCode<T>(generate: () => T): T {
  try {
    return generate()
  } catch (error) {
    if ((error as Error).name !== 'EvalError') throw error
    throw new EvalError(
      '`eval` is forbidden here, so nothing can be compiled: write a module with `callmap build` and import that',
    )
  }
}
