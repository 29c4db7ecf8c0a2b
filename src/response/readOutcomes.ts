import type { Account } from '../destination/index.ts'
import type { Request } from '../request/index.ts'
import { BudgetError, charge, cost, isObject, overBudget, runWithin } from '../value/index.ts'
import { type Answer, type ReadAnswer, readAnswer, tooLong } from './answer.ts'
import { type Decision, decideByStatus, pausesByStatus } from './defaults.ts'
import { type Exchange, isStatusIn } from './exchange.ts'
import { hidingCredentials } from './hideCredentials.ts'
import { responseInput } from './input.ts'
import { messageText } from './message.ts'
import type { Outcome, Outcomes, Settled } from './outcome.ts'
import { worst } from './outcome.ts'
import { isReadAt, type readErrors } from './readErrors.ts'
import type { ResponseReader, RuleReader } from './reader.ts'
import { holds, settleAll } from './settleAll.ts'

/** The response of a request, with the function for its `errors`, if it has any. */
export interface AnswerReader extends ResponseReader {
  readonly readErrors?: typeof readErrors
}

const noReader: AnswerReader = { rules: [], errors: [] }

/**
 * Reads the answer to a request: one outcome for each of its actions. The first rule that holds decides; then entries of
 * errors that name items; then the status. Never throws; something that is no request has no outcomes. If reading the
 * answer uses up the budget, nothing counts as delivered: all actions are sent again.
 */
export function readOutcomes(
  request: Request,
  given: Answer,
  reader: AnswerReader | undefined,
  account: Account,
): Outcomes {
  if (!isRequest(request)) return { outcomes: [] }
  try {
    return runWithin(account.budget, [given, request.body], () => read(request, given, reader, account))
  } catch (error) {
    // A getter of the answer may throw, too.
    const message = error instanceof BudgetError ? overBudget : 'the answer cannot be read'
    return { outcomes: request.actions.map(action => ({ action, outcome: 'retry', message })) }
  }
}

function read(request: Request, given: Answer, reader: AnswerReader | undefined, ofAccount: Account): Outcomes {
  const known = reader ?? noReader
  const { rules, auth = [], token } = known
  const account = hidingCredentials(request, known, ofAccount)
  const answer = readCut(readAnswer(given), known)
  const input = responseInput(request, answer, auth, account)
  const exchange = { request, answer, input, account, ...(token && { token: token.name }) }
  if (answer.cut !== undefined) return decideAll('rejected', exchange)
  const { rule, isUnsure } = findRule(rules, exchange)
  const decided = decide(rule, known, exchange)
  if (isUnsure) return withoutDelivered(decided, 'a rule of the response failed on the answer')
  const { template } = request
  if (reader || typeof template !== 'string') return decided
  return withoutDelivered(decided, messageText(`the definition has no request \`${template}\``, account)!)
}

/**
 * Reads an answer that accepts the request in a body that is not whole. If the body says nothing, the answer is as good as a
 * whole one. Else it is lost; one that is too long stays `cut`, because the next one would be as long.
 */
function readCut({ cut, ...answer }: ReadAnswer, { rules, errors }: AnswerReader): ReadAnswer {
  if (cut === undefined || decideByStatus(answer) !== 'delivered') return answer
  const rule = rules.find(({ status }) => isStatusIn(status, answer))
  const isNeeded = rule ? rule.when !== undefined : errors.some(({ status }) => isReadAt(status, answer))
  if (!isNeeded) return answer
  return cut === tooLong ? { ...answer, body: undefined, cut } : { ...answer, status: 0, body: undefined, error: cut }
}

/** Finds the first rule that holds. Unsure: before it, the `when` of a rule that would not deliver cannot decide. */
function findRule(rules: readonly RuleReader[], exchange: Exchange): { rule?: RuleReader; isUnsure: boolean } {
  let isUnsure = false
  for (const rule of rules) {
    const held = holds(rule, exchange)
    if (held) return { rule, isUnsure }
    if (held === undefined && rule.outcome !== 'delivered') isUnsure = true
  }
  return { isUnsure }
}

function decide(rule: RuleReader | undefined, { errors, readErrors }: AnswerReader, exchange: Exchange): Outcomes {
  if (rule) {
    rule.taken?.()
    return decideAll(rule.outcome, exchange, rule)
  }
  const settled = readErrors?.(errors, exchange)
  if (settled === undefined) return decideAll(decideByStatus(exchange.answer), exchange)
  const places = indexActions(exchange.request)
  return { outcomes: exchange.request.actions.map(action => outcomeOf(action, places.get(action) ?? [], settled)) }
}

/** Indexes the items of a request by their actions. */
function indexActions({ actions, items }: Exchange['request']): ReadonlyMap<number, readonly number[]> {
  charge((actions.length + items.length) * cost.object)
  const places = new Map<number, number[]>()
  items.forEach((action, place) => {
    const known = places.get(action)
    if (known) known.push(place)
    else places.set(action, [place])
  })
  return places
}

/** Sends again what would count as delivered only because something cannot be read. */
function withoutDelivered({ outcomes, ...rest }: Outcomes, message: string): Outcomes {
  const retried = { outcome: 'retry', message } as const
  return {
    ...rest,
    outcomes: outcomes.map(one => (one.outcome === 'delivered' ? { action: one.action, ...retried } : one)),
  }
}

/** True for a request that carries actions, also one that was stored in part. */
function isRequest(given: unknown): given is Request {
  if (!isObject(given)) return false
  return Array.isArray(given.actions) && Array.isArray(given.items)
}

/** Settles all actions of a request alike. */
function decideAll(decision: Decision, exchange: Exchange, rule?: RuleReader): Outcomes {
  const { request, answer } = exchange
  const settled = settleAll(decision, exchange, rule)
  const pauses = settled.outcome === 'retry' && !settled.split && (rule?.pause ?? pausesByStatus(answer))
  return {
    outcomes: request.actions.map(action => ({ action, ...settled })),
    ...(pauses && { pause: true }),
  }
}

/** Merges the outcomes of an action's items. */
function outcomeOf(action: number, places: readonly number[], settled: readonly Settled[]): Outcome {
  const own = places.flatMap(place => settled[place] ?? [])
  // An action without an item of its own is in a body that lists it nowhere: it is sent again.
  if (own.length === 0) return { action, outcome: 'retry', message: 'the answer does not name the action' }
  const merged = worst(own)
  if (merged.outcome !== 'rejected') return { action, ...merged }
  const items = places.filter(place => settled[place]?.outcome === 'rejected')
  return { action, ...merged, items }
}
