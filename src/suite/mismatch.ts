import type { Pointer } from '../value/index.ts'
import type { Difference } from './compare.ts'

/** One thing that is not as a test expects it. */
export interface Mismatch {
  /** One sentence. */
  readonly message: string
  /** The part of the test that is not met. */
  readonly at: Pointer
  readonly subscription?: string
  /** What the differences are in. */
  readonly part?: 'payload' | 'request'
  readonly differences?: readonly Difference[]
  /** What would be right there: the reason that a subscription was skipped. */
  readonly received?: string
}
