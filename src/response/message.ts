import type { Account } from '../destination/index.ts'
import { isObject, own } from '../value/index.ts'
import type { ReadAnswer } from './answer.ts'

/** Longer messages are cut. */
const longest = 300

/** Prints a message of a mapping, without secrets; `undefined` if it has none. */
export function messageText(value: unknown, account: Account): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return shorten(print(value), account)
}

/** Describes an answer in one sentence, with the vendor's own words where there are any. */
export function describeAnswer(answer: ReadAnswer, account: Account): string {
  const { status, body, error } = answer
  if (status === 0) return `no answer: ${shorten(error ?? 'unknown', account)}`
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

function print(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

/** Length of the start of a secret that is too short to be found. */
const shortest = 12

/** Hides the secrets of a long string in its start, without the last characters: a secret may begin there. */
function shorten(text: string, { hideSecrets }: Account): string {
  const isWhole = text.length <= 2 * longest
  const hidden = hideSecrets(text.slice(0, 2 * longest))
  const shown = isWhole ? hidden : hidden.slice(0, -shortest)
  return isWhole && shown.length <= longest ? shown : `${shown.slice(0, longest)}…`
}
