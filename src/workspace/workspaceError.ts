import type { LocatedDiagnostic } from './locatedDiagnostic.ts'

/** Who has to act: the person who named a file, the author of a definition or mappings, or the source of an input. */
export type WorkspaceErrorKind = 'usage' | 'definition' | 'input'

/** A workspace cannot be read, or not as it is asked for. */
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
