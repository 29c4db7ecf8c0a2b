import type { LocatedDiagnostic, WorkspaceErrorKind } from '../workspace/index.ts'

/** Exit codes. The numbers are a contract with scripts; `docs/cli.md` lists them. */
export const exit = {
  fine: 0,
  /** Ran, and found problems. */
  no: 1,
  usage: 2,
  definition: 3,
  input: 4,
  bug: 70,
  interrupted: 130,
} as const satisfies Record<WorkspaceErrorKind, number> & Record<string, number>

export type Exit = (typeof exit)[keyof typeof exit]

/** Ends a command with an exit code and diagnostics for the user. */
export class ExitError extends Error {
  override readonly name = 'ExitError'
  readonly exit: Exit
  readonly diagnostics: readonly LocatedDiagnostic[]

  constructor(exit: Exit, ...diagnostics: readonly LocatedDiagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'))
    this.exit = exit
    this.diagnostics = diagnostics
  }
}
