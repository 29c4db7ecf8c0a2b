import type { Problem } from '../problem.ts'
import type { Style } from '../terminal.ts'

/** A form in which problems are written. */
export interface Format {
  readonly name: string
  /** Whether it is read by people, who do not want to see a thousand of them. */
  readonly isForPeople: boolean
  readonly render: (problems: readonly Problem[], style: Style) => string
}
