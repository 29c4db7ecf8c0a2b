import type { LocatedDiagnostic } from '../../workspace/index.ts'
import type { Style } from '../style.ts'

/** An output format for diagnostics. */
export interface Format {
  readonly name: string
  /** True for formats that people read, which `--max` limits. */
  readonly isForPeople: boolean
  /** Renders diagnostics. `files` are all checked files, including those without findings. */
  readonly render: (problems: readonly LocatedDiagnostic[], style: Style, files: readonly string[]) => string
}
