import type { Account } from '../destination/index.ts'
import type { AuthName } from '../request/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Decision } from './defaults.ts'

/** Values that the mappings of a response read. */
export interface ResponseInput extends Pick<Account, 'settings' | 'constants'> {
  readonly request: unknown
  readonly response: unknown
  readonly items: readonly unknown[]
  /** In `errors`: the entry, its position in the list, and the item. */
  readonly error?: unknown
  readonly position?: number
  readonly item?: unknown
}

/** A mapping of a response, compiled. */
export type ResponseMapping = (input: ResponseInput, account: Account) => unknown

/** First and last status of a range. */
export type StatusRange = readonly [number, number]

/** A part of a response that answers may take. */
interface Taken {
  /** Reports to the trace that an answer took it; absent in a program without tracing. */
  readonly taken?: () => void
}

/** A rule about the whole answer, compiled. */
export interface RuleReader extends Taken {
  readonly status?: readonly StatusRange[]
  readonly when?: ResponseMapping
  readonly outcome: Decision
  readonly after?: ResponseMapping
  readonly pause?: boolean
  readonly message?: ResponseMapping
}

/** A list of errors that name items, compiled. */
export interface ErrorsReader extends Taken {
  readonly status?: readonly StatusRange[]
  readonly list: ResponseMapping
  readonly when?: ResponseMapping
  readonly index?: ResponseMapping
  /** Values that name items, and those of each item. */
  readonly key?: ResponseMapping
  readonly item?: ResponseMapping
  readonly outcome: 'rejected' | 'retry' | 'delivered'
  readonly after?: ResponseMapping
  readonly at?: ResponseMapping
  readonly message?: ResponseMapping
  readonly others: 'delivered' | 'retry'
}

/** The token that a request is made with, and the places of the request that contain its values. */
export interface TokenUse {
  readonly name: string
  readonly places: readonly Pointer[]
}

/** The response of a request, compiled. */
export interface ResponseReader {
  readonly rules: readonly RuleReader[]
  readonly errors: readonly ErrorsReader[]
  /** Authentication of the request, which no mapping reads. */
  readonly auth?: readonly AuthName[]
  readonly token?: TokenUse
}

/** The answer to a request for tokens, compiled. */
export interface TokenReader {
  readonly rules: readonly RuleReader[]
  readonly values: readonly TokenValue[]
  readonly expires?: ResponseMapping
}

export interface TokenValue {
  readonly name: string
  readonly value: ResponseMapping
  /** True if the request itself reads it: if the answer has none, the old one is kept. */
  readonly isKept: boolean
  /** Normalizes a value that is the origin of an API. @throws RequestError */
  readonly origin?: (value: string) => string
}
