import type { SecretPlace } from '../../destination/index.ts'
import type { Draft, Request, Waiting } from '../../request/index.ts'
import type { Pointer } from '../../value/index.ts'

/** An item that waits for its batch. */
export interface Pending extends Waiting {
  /** Drafts that the item stands for: all of its action, or one. */
  readonly singles: readonly Single[]
  /** Index among the drafts of its action; behind the last if it stands for all of them. */
  readonly part: number
  /** For previews: places of the action's secrets in the batch. */
  readonly secrets?: readonly SecretPlace[]
}

interface Single {
  readonly draft: Draft
  readonly part: number
}

export type Fail = (error: unknown, action: number, template: Pointer | undefined) => void

/** Properties that actions of one batch share. `name` is equal if and only if all of them are. */
export interface BatchKind {
  readonly name: string
  readonly envelope: Draft
  /** Writes the requests of pending items; actions that cannot be encoded are reported to `fail`. */
  readonly write: (pending: readonly Pending[], fail: Fail) => Request[]
}
