import { bugText, chooseStyle } from '../node/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import { errorText } from './errorText.ts'
import { type Exit, ExitError, exit } from './exit.ts'
import type { Host } from './host.ts'
import { version } from './version.ts'

/** Renders a thrown error on stderr and returns the exit code. Errors of other classes are bugs in callmap. */
export function report(error: unknown, argv: readonly string[], { stderr, env }: Host): Exit {
  const style = chooseStyle(stderr, env, argv.includes('--no-color'))
  if (!(error instanceof ExitError || error instanceof WorkspaceError)) {
    stderr.write(bugText(error, version(), argv, style))
    return exit.bug
  }
  stderr.write(errorText(error, style))
  return error instanceof ExitError ? error.exit : exit[error.kind]
}
