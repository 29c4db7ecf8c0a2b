import type { Pointer } from '../value/index.ts'
import type { Difference } from './compare.ts'

/** One mismatch between a test's expectation and the output. */
export interface Mismatch {
  /** One sentence. */
  readonly message: string
  /** The part of the test that is not met. */
  readonly at: Pointer
  readonly subscription?: string
  /** Part of the action that has the differences. */
  readonly part?: 'payload' | 'request'
  readonly differences?: readonly Difference[]
  /** The correct expectation: the reason why a subscription was skipped. */
  readonly received?: string
}
