import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** Who must act: the caller (`usage`), the author of a definition or mappings, or the source of the input. */
export type WorkspaceErrorKind = 'usage' | 'definition' | 'input'

/** A file that cannot be read, has mistakes, or does not fit the request. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError'
  readonly kind: WorkspaceErrorKind
  readonly diagnostics: readonly LocatedDiagnostic[]

  constructor(kind: WorkspaceErrorKind, ...diagnostics: readonly LocatedDiagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'))
    this.kind = kind
    this.diagnostics = diagnostics
  }
}
