import type { Account } from '../../destination/index.ts'
import type { Limits } from './limits.ts'
import type { ActionProgram, DestinationProgram } from './program.ts'
import type { SubscriptionIndex } from './subscriptionIndex.ts'

/** Everything that a destination runs: its program, an account, and the account's subscriptions. */
export interface Running {
  readonly program: Pick<DestinationProgram, 'slug' | 'tokens' | 'tokenFunctions' | 'tokenRequests' | 'tokenValues'>
  readonly account: Account
  readonly index: SubscriptionIndex
  readonly action: (key: string) => ActionProgram | undefined
  readonly hasBatches: boolean
  readonly limits: Limits
}
