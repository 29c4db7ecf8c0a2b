import type { Account, AccountPart, ConstantPart, FormatTests, PayloadFields } from '../../destination/index.ts'
import type { Batching, Draft, Trail } from '../../request/index.ts'
import type { AnswerReader } from '../../response/index.ts'
import type { JsonObject, Pointer } from '../../value/index.ts'
import type { Result, Skipped } from './action.ts'
import type { batches } from './batches.ts'
import type { TokenFunctions, TokenPrograms, TokenRequests } from './tokenProgram.ts'

/** A compiled definition: all that its accounts share. */
export interface DestinationProgram extends TokenPrograms {
  readonly name: string
  /** Other names in the `integrations` of an event. */
  readonly aliases: readonly string[]
  /** True if it also takes events that instruct one vendor. */
  readonly forwards: boolean
  readonly constants: readonly ConstantPart[]
  readonly slots: readonly AccountPart[]
  /** Functions for requests with tokens; absent without any. */
  readonly tokenFunctions?: TokenFunctions
  /** Functions for requests that get tokens; absent without any. */
  readonly tokenRequests?: TokenRequests
}

/** A compiled action. */
export interface ActionProgram {
  readonly key: string
  /** Place in the definition. */
  readonly at: Pointer
  /** Fields of the payload, for its coercion. */
  readonly fields: PayloadFields
  /** Tests of the formats that the fields name. */
  readonly formats: FormatTests
  readonly requests: readonly ((payload: JsonObject, drafts: Draft[], account: Account, trail: Trail) => void)[]
  readonly batch?: Batching
  /** Functions for its batches. */
  readonly batches?: typeof batches
  /** Computes the subject that the definition declares. */
  readonly subject?: (payload: JsonObject, account: Account) => unknown
  /** Reason why the action makes no request, if it makes none. */
  readonly whyNone: Pick<Skipped, 'at' | 'message'>
  /** Meaning of answers, by the places of requests in the action. */
  readonly responses: { readonly [place: Pointer]: AnswerReader }
  /** Only with trace points: messages of warning checks. */
  readonly warnings?: (payload: JsonObject, account: Account) => string[]
}

/** Code of a subscription; subscriptions of several accounts share it. */
export interface SubscriptionProgram {
  /** Values of `type` and `event` that its trigger requires; absent for any. */
  readonly types?: readonly string[]
  readonly events?: readonly string[]
  /** Event names that its trigger asks for. */
  readonly names: readonly string[]
  /** Evaluates the trigger, and adds an action or failures to the result. */
  readonly run: (event: JsonObject, result: Result, subscription: Subscription, account: Account) => void
}

/** A subscription of an account. */
export interface Subscription {
  readonly name: string
  readonly enabled: boolean
  readonly action: Pick<ActionProgram, 'key' | 'fields' | 'formats'>
  readonly code: SubscriptionProgram
}
