import type { Coverage, TestRun } from '../../workspace/index.ts'
import type { Style } from '../style.ts'

/** Results to report. */
export interface Tested {
  readonly run: TestRun
  /** Absent without `--coverage`. */
  readonly coverage?: readonly Coverage[]
  /** Lowest accepted coverage in percent. */
  readonly min?: number | undefined
}

/** Renders test results in one output format. */
export type Reporter = (tested: Tested, style: Style) => string
