import type { BatchContext } from './batches.ts'
import type { ActionProgram } from './program.ts'
import type { TokenFunctions } from './tokenProgram.ts'

/** Parts of a compiled destination that its requests need. */
export interface RequestContext extends BatchContext {
  readonly action: (key: string) => ActionProgram | undefined
  /** True if any action has a batch. */
  readonly hasBatches: boolean
  readonly tokenFunctions: TokenFunctions
  /** Names of tokens, by their values. */
  readonly tokenValues: ReadonlyMap<string, string>
}
