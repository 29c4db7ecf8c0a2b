import { nextChange } from '../node/index.ts'
import { renderProblem } from '../render/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import { ExitError } from './exit.ts'
import type { Session } from './host.ts'

/**
 * Runs something, and again whenever a file of JSON changes in the folder or beside one of the paths, until it is
 * interrupted. A mistake in a file is told, and waits to be repaired.
 */
export async function runOnChange(
  run: () => Promise<unknown>,
  paths: readonly string[],
  { files, error, note, errorStyle }: Session,
): Promise<never> {
  for (;;) {
    // What changes while it runs counts.
    const change = nextChange(files, paths)
    try {
      await run()
    } catch (thrown) {
      if (!(thrown instanceof WorkspaceError || thrown instanceof ExitError)) throw thrown
      for (const diagnostic of thrown.diagnostics) error(renderProblem(diagnostic, errorStyle))
    }
    note(errorStyle.dim('waiting for a change\n'))
    await change
  }
}
