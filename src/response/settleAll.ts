import type { Decision } from './defaults.ts'
import { decideWhen, type Exchange, evaluate, isStatusIn, waitOf } from './exchange.ts'
import { describeAnswer, messageText } from './message.ts'
import type { Settled } from './outcome.ts'
import type { RuleReader } from './reader.ts'

/** True if a rule holds, `undefined` if its `when` cannot decide about the answer. */
export function holds({ status, when }: RuleReader, { answer, input, account }: Exchange): boolean | undefined {
  if (!isStatusIn(status, answer)) return false
  return when === undefined || decideWhen(when, input, account)
}

/** Settles a request as a whole. */
export function settleAll(decision: Decision, exchange: Exchange, rule?: RuleReader): Settled {
  const { request, answer, input, account, token } = exchange
  const message = messageText(evaluate(rule?.message, input, account), account) ?? describeAnswer(answer, account)
  const isSplit = decision === 'split' && request.actions.length > 1
  const outcome = isSplit || decision === 'retry' ? 'retry' : decision === 'split' ? 'rejected' : decision
  if (outcome === 'delivered') return { outcome }
  if (outcome === 'rejected') return { outcome, message }
  if (outcome === 'unauthorized') return { outcome, ...(token !== undefined && { token }), message }
  return { outcome, ...waitOf(rule?.after, input, exchange), ...(isSplit && { split: true }), message }
}
