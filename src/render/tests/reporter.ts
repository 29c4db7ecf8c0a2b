import type { Coverage, TestRun } from '../../workspace/index.ts'
import type { Style } from '../style.ts'

/** What a reporter tells of. */
export interface Tested {
  readonly run: TestRun
  /** Absent where it was not asked for. */
  readonly coverage?: readonly Coverage[]
  /** The percentage that is enough. */
  readonly min?: number | undefined
}

/** Writes what came of tests for a person, or for one kind of program. */
export type Reporter = (tested: Tested, style: Style) => string
