import type { LocatedDiagnostic } from '../../workspace/index.ts'
import type { Style } from '../style.ts'

/** A form in which problems are written. */
export interface Format {
  readonly name: string
  /** Whether it is read by people, who do not want to see a thousand of them. */
  readonly isForPeople: boolean
  /** The files are those that were checked, also where nothing was found. */
  readonly render: (problems: readonly LocatedDiagnostic[], style: Style, files: readonly string[]) => string
}
