import type { Account } from '../destination/index.ts'
import { isObject, own } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'

/** Longer messages are cut. */
const longest = 300

/** Prints a message of a mapping, without secrets; `undefined` if it has none. */
export function messageText(value: unknown, account: Account): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return cut(account.hideSecrets(printShort(value)))
}

/** Describes an answer in one sentence, with the vendor's own words where there are any. */
export function describeAnswer(answer: ReadAnswer, account: Account): string {
  const { status, body, error } = answer
  if (status === 0) return `no answer: ${cut(account.hideSecrets((error ?? 'unknown').slice(0, longest)))}`
  const words = findWords(body)
  return words === undefined ? `answered ${status}` : `answered ${status}: ${messageText(words, account)}`
}

/** Members of errors with further members. Deeper ones are not read. */
const deepest = 8

/** Finds the message in the body of an answer: a string, or a member that APIs usually have. */
function findWords(body: unknown, depth = 0): string | undefined {
  if (typeof body === 'string') return body.trim() === '' ? undefined : body.trim()
  if (!isObject(body) || depth > deepest) return undefined
  for (const key of ['message', 'error', 'detail', 'msg', 'reason']) {
    const value = own(body, key)
    if (typeof value === 'string' && value !== '') return value
    if (isObject(value)) return findWords(value, depth + 1)
  }
  return undefined
}

/** Prints the start of a value. It is cut before secrets are hidden, but after the longest secret could begin. */
function printShort(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 2 * longest)
  try {
    return (JSON.stringify(value) ?? '').slice(0, 2 * longest)
  } catch {
    return ''
  }
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
