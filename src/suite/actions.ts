import { compileJsonata } from '../jsonata/index.ts'
import { charge, cost, defaultBudget, type Json, type Pointer, pointer } from '../value/index.ts'
import { compare } from './compare.ts'
import type { Mismatch } from './mismatch.ts'
import type { Output, Sent } from './output.ts'
import type { Expectation, ExpectedAction } from './suite.ts'

/** Compares sent actions with `expect.actions`: all of them in order, unless `others` or `order` allow more. */
export function checkActions(expect: Expectation, output: Output, at: Pointer): Mismatch[] {
  if (expect.actions === undefined) return []
  const mismatches: Mismatch[] = []
  const left = new Set(output.sent)
  const order: number[] = []
  for (const [i, expected] of expect.actions.entries()) {
    const here = pointer(at, 'actions', i)
    const best = findBest(expected, left, here)
    if (best === undefined) {
      mismatches.push(reportUnsent(expected, output, here))
      continue
    }
    left.delete(best.sent)
    order.push(output.sent.indexOf(best.sent))
    mismatches.push(...best.found)
  }
  if (expect.order !== 'any' && order.some((place, i) => i > 0 && place < order[i - 1]!)) {
    const names = output.sent.map(({ subscription }) => subscription).join(', ')
    mismatches.push({ at: pointer(at, 'actions'), message: `the actions are sent in another order: ${names}` })
  }
  if (expect.others === 'allow') return mismatches
  for (const { subscription, action } of left) {
    const message = `${subscription} → ${action}: sent, but the test does not list it`
    mismatches.push({ at: pointer(at, 'actions'), subscription, message })
  }
  return mismatches
}

/** Finds the action that is meant. If several match the expectation's names, the first without mismatches counts. */
function findBest(expected: ExpectedAction, left: Iterable<Sent>, at: Pointer) {
  let first: { readonly sent: Sent; readonly found: readonly Mismatch[] } | undefined
  for (const sent of left) {
    if (!isMeant(expected, sent)) continue
    const found = checkAction(expected, sent, at)
    if (found.length === 0) return { sent, found }
    first ??= { sent, found }
  }
  return first
}

/** Subscription of an expectation. `mapping` is a synonym. */
export function subscriptionName({ subscription, mapping }: Pick<ExpectedAction, 'subscription' | 'mapping'>) {
  return subscription ?? mapping
}

function isMeant(expected: ExpectedAction, { subscription, action }: Sent): boolean {
  return (subscriptionName(expected) ?? subscription) === subscription && (expected.action ?? action) === action
}

function reportUnsent(expected: ExpectedAction, { verdicts }: Output, at: Pointer): Mismatch {
  const name = subscriptionName(expected)
  const title = [name, expected.action].filter(part => part !== undefined).join(' → ') || 'an action'
  const verdict = verdicts.find(({ subscription }) => subscription === name)
  const why = verdict === undefined || verdict.verdict === 'sent' ? '' : `: ${verdict.reason}`
  return { at, ...(name !== undefined && { subscription: name }), message: `${title} is not sent${why}` }
}

function checkAction(expected: ExpectedAction, sent: Sent, at: Pointer): Mismatch[] {
  const { event, subscription, action, payload, requests } = sent
  const title = `${subscription} → ${action}`
  const check = (key: 'payload' | 'payloadContains' | 'request' | 'requestContains', received: Json): Mismatch[] => {
    if (expected[key] === undefined) return []
    const differences = compare(expected[key], received, { isPart: key.endsWith('Contains') })
    if (differences.length === 0) return []
    const part = key.startsWith('payload') ? 'payload' : 'request'
    const places = differences.length === 1 ? '1 place' : `${differences.length} places`
    return [
      { at: pointer(at, key), subscription, part, differences, message: `${title}: ${part} differs in ${places}` },
    ]
  }
  return [
    ...check('payload', payload),
    ...check('payloadContains', payload),
    ...checkRequests('request'),
    ...checkRequests('requestContains'),
    ...checkExpression(),
  ]

  function checkRequests(key: 'request' | 'requestContains'): Mismatch[] {
    const isList = Array.isArray(expected[key])
    if (expected[key] === undefined || isList || requests.length === 1)
      return check(key, isList ? requests : requests[0]!)
    const message = `${title}: ${requests.length} requests are made, but the test expects one (a list expects several)`
    return [{ at: pointer(at, key), subscription, message }]
  }

  function checkExpression(): Mismatch[] {
    if (expected.check === undefined) return []
    const request = requests.length > 1 ? requests : requests[0]
    const message = `${title}: the check ${askCheck(expected.check, { event, payload, request })}`
    return message.endsWith('returns true') ? [] : [{ at: pointer(at, 'check'), subscription, message }]
  }
}

function askCheck(check: string, input: object): string {
  charge(cost.compilation + check.length * cost.compiledCharacter)
  try {
    return `returns ${JSON.stringify(compileJsonata(check, { budget: defaultBudget })(input)) ?? 'nothing'}`
  } catch (error) {
    return `fails: ${(error as Error).message}`
  }
}
