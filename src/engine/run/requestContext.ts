import type { Account } from '../../destination/index.ts'
import type { Draft } from '../../request/index.ts'
import type { Limits } from './limits.ts'
import type { ActionProgram } from './program.ts'

/** Method, URL and headers of a batch. `name` is their part of the name of a batch kind. */
export interface Envelope {
  readonly name: string
  readonly draft: Draft
}

/** Parts of a compiled destination that its requests need. */
export interface RequestContext {
  readonly slug: string
  readonly account: Account
  readonly action: (key: string) => ActionProgram | undefined
  /** True if any action has a batch. */
  readonly hasBatches: boolean
  readonly limits: Limits
  /** Names of tokens, by their values. */
  readonly tokenValues: ReadonlyMap<string, string>
  /** Envelopes that no payload changes, by action. */
  readonly envelopes: Map<string, Envelope>
}
