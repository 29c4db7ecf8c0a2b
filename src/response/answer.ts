import { charge, chargeCase, chargeWalk, cost, isObject, type JsonObject, own, readJson } from '../value/index.ts'

/**
 * The answer of a vendor, as an HTTP client has it. Without an answer, `status` is 0 and `error` is the reason.
 *
 * @example
 * { status: 207, headers: { 'content-type': 'application/json' }, body: '{"errors":[{"index":1}]}' }
 * @example
 * { status: 0, error: 'timeout' }
 */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Body as a string, or as the value of its JSON. With anything else, such as a stream, it counts as no answer. */
  readonly body?: unknown
  /** `timeout`, `refused`, `reset`, … */
  readonly error?: string
  /** Reason why the body is not whole: `too long`, or an `error` that ended it. */
  readonly cut?: string
}

/** `cut` of an answer of which only a part was read. */
export const tooLong = 'too long'

/** An answer as templates read it. */
export interface ReadAnswer {
  /** 0 without an answer. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly error?: string
  readonly cut?: string
}

/** Reads an answer of any shape, and pays for it. A status that is not from 100 to 599 counts as no answer. */
export function readAnswer(given: unknown): ReadAnswer {
  try {
    const answer = isObject(given) ? given : {}
    const status = own(answer, 'status')
    const isStatus =
      Number.isInteger(status) && (status as unknown as number) >= 100 && (status as unknown as number) < 600
    const error = own(answer, 'error')
    const cut = own(answer, 'cut')
    const headers = readHeaders(own(answer, 'headers'))
    const body: unknown = own(answer, 'body')
    // A promise or a stream would read as a body without any error.
    if (!isBody(body)) return { status: 0, headers, body: undefined, error: 'the body is neither a string nor JSON' }
    return {
      status: isStatus ? (status as unknown as number) : 0,
      headers,
      body: typeof body === 'string' ? readJson(body.replace(/^\ufeff/, '')) : body,
      ...(!isStatus && { error: typeof error === 'string' ? error : 'no status' }),
      ...(typeof cut === 'string' && { cut }),
    }
  } catch {
    charge(0)
    return { status: 0, headers: {}, body: undefined, error: 'no status' }
  }
}

/** True for a string and a value of JSON. Objects of another realm have another `Object.prototype`. */
function isBody(body: unknown): boolean {
  if (typeof body === 'function' || typeof body === 'symbol' || typeof body === 'bigint') return false
  if (!isObject(body)) return true
  const prototype = Object.getPrototypeOf(body)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function readHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  chargeWalk(given)
  for (const [name, value] of Object.entries(isObject(given) ? (given as JsonObject) : {})) {
    charge(cost.member)
    chargeCase(name)
    const text = Array.isArray(value) ? value.join(', ') : value
    if (typeof text === 'string' || typeof text === 'number') headers[name.toLowerCase()] = String(text)
  }
  return { ...headers }
}
