import type { Account } from '../destination/index.ts'
import type { Request } from '../request/index.ts'
import { charge } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'
import type { ResponseInput, ResponseMapping, StatusRange } from './reader.ts'
import { findWait } from './wait.ts'

/** A request with the answer to it. */
export interface Exchange {
  readonly request: Pick<Request, 'actions' | 'items'>
  readonly answer: ReadAnswer
  readonly input: ResponseInput
  readonly account: Account
  /** Token that the request was made with. */
  readonly token?: string
}

/** Evaluates a mapping of a response. One that fails, as on a value of a wrong type, has the value `failed`. */
export function evaluate(
  mapped: ResponseMapping | undefined,
  input: ResponseInput,
  account: Account,
  failed?: unknown,
): unknown {
  try {
    return mapped?.(input, account)
  } catch {
    // A run that has used up its budget ends here.
    charge(0)
    return failed
  }
}

/** Value of a mapping that fails on an answer. */
export const unreadable = Symbol('unreadable')

/** Evaluates a `when`. `undefined`: it fails on the answer, or its value is no boolean. */
export function decideWhen(when: ResponseMapping, input: ResponseInput, account: Account): boolean | undefined {
  const value = evaluate(when, input, account, unreadable) ?? false
  return typeof value === 'boolean' ? value : undefined
}

export function isStatusIn(ranges: readonly StatusRange[] | undefined, { status }: ReadAnswer): boolean {
  return ranges === undefined || ranges.some(([first, last]) => status >= first && status <= last)
}

/** Seconds to wait: those that a mapping gives, else those of the headers. */
export function waitOf(
  after: ResponseMapping | undefined,
  input: ResponseInput,
  { answer, account }: Exchange,
): { readonly after?: number } {
  const given = evaluate(after, input, account)
  const wait = typeof given === 'number' && Number.isFinite(given) && given >= 0 ? given : findWait(answer)
  return wait === undefined ? {} : { after: wait }
}
