import { type Account, shorten } from '../destination/index.ts'
import { charge, chargeWalk, isObject, own } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'

/** Longer messages are cut. */
const longest = 300

/** Prints a message of a mapping, without secrets; `undefined` if it has none. */
export function messageText(value: unknown, account: Account): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return shorten(print(value), longest, account.hideSecrets)
}

/** Describes an answer in one sentence, with the vendor's own words where there are any. */
export function describeAnswer(answer: ReadAnswer, account: Account): string {
  const { status, body, error, cut } = answer
  if (status === 0) return `no answer: ${shorten(error ?? 'unknown', longest, account.hideSecrets)}`
  if (cut !== undefined) return `answered ${status}, ${cut} to tell what was accepted`
  const words = findWords(body)
  return words === undefined ? `answered ${status}` : `answered ${status}: ${messageText(words, account)}`
}

/** Members of errors with further members. Deeper ones are not read. */
const deepest = 8

/** Finds the message in the body of an answer: a string, or a member that APIs usually have. */
function findWords(body: unknown, depth = 0): string | undefined {
  if (typeof body === 'string') {
    charge(body.length)
    return body.trim() === '' ? undefined : body.trim()
  }
  if (!isObject(body) || depth > deepest) return undefined
  for (const key of ['message', 'error', 'detail', 'msg', 'reason']) {
    const value = own(body, key)
    if (typeof value === 'string' && value !== '') return value
    if (isObject(value)) return findWords(value, depth + 1)
  }
  return undefined
}

function print(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    chargeWalk(value)
    return JSON.stringify(value) ?? ''
  } catch {
    charge(0)
    return ''
  }
}
