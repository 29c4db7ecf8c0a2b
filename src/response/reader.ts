import type { Account } from '../destination/index.ts'
import type { Decision } from './defaults.ts'

/** Values that the mappings of a response read, besides the settings and constants of the account. */
export interface ResponseInput {
  readonly request: unknown
  readonly response: unknown
  readonly items: readonly unknown[]
  /** In `errors`: the entry, its position in the list, and the item. */
  readonly error?: unknown
  readonly position?: number
  readonly item?: unknown
}

/** A mapping of a response, compiled. */
export type Mapped = (input: ResponseInput, account: Account) => unknown

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
  readonly when?: Mapped
  readonly outcome: Decision
  readonly after?: Mapped
  readonly pause?: boolean
  readonly message?: Mapped
}

/** A list of errors that name items, compiled. */
export interface ErrorsReader extends Taken {
  readonly status?: readonly StatusRange[]
  readonly list: Mapped
  readonly when?: Mapped
  readonly index?: Mapped
  /** Values that name items, and those of each item. */
  readonly key?: Mapped
  readonly item?: Mapped
  readonly outcome: 'rejected' | 'retry' | 'delivered'
  readonly after?: Mapped
  readonly at?: Mapped
  readonly message?: Mapped
  readonly others: 'delivered' | 'retry'
}

/** The response of a request, compiled. */
export interface ResponseReader {
  readonly rules: readonly RuleReader[]
  readonly errors: readonly ErrorsReader[]
}
