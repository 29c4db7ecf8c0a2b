import { nextChange } from '../node/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import { errorText } from './errorText.ts'
import { ExitError } from './exit.ts'
import type { Session } from './host.ts'

/**
 * Runs a function now and whenever a JSON file changes in the working folder or beside one of the paths, until the
 * process is interrupted. Mistakes in files are reported and do not end the loop.
 */
export async function runOnChange(
  run: () => Promise<unknown>,
  paths: readonly string[],
  { files, error, note, errorStyle }: Session,
): Promise<never> {
  for (;;) {
    // Watching starts before the run, so that changes during the run count.
    const change = nextChange(files, paths)
    try {
      await run()
    } catch (thrown) {
      if (!(thrown instanceof WorkspaceError || thrown instanceof ExitError)) throw thrown
      error(errorText(thrown, errorStyle))
    }
    note(errorStyle.dim('waiting for a change\n'))
    await change
  }
}
