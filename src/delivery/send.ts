import type { Request } from '../request/index.ts'
import type { Answer } from '../response/index.ts'
import type { Platform } from './platform.ts'
import type { Timeouts } from './timeouts.ts'

/** Means to send a request. */
export interface Sender extends Pick<Platform, 'fetch'> {
  /** Time until an answer counts as absent. */
  readonly timeouts: Timeouts
  /** Bytes of a body that are read. */
  readonly maxAnswerBytes: number
}

/**
 * Sends a request, and reads the answer. Never rejects: without an answer, `status` is 0, and an accepting one of which the
 * body is not whole is `cut`. Redirects are not followed. An error has a name of its own, because messages of `fetch`
 * contain URLs.
 */
export function send(request: Request, { timeouts, maxAnswerBytes, fetch }: Sender): Promise<Answer> {
  const { method, url, headers, body } = request
  const ending = new AbortController()
  /** Accepting answer of which the body is not read yet. */
  let begun: Pick<Answer, 'status' | 'headers'> | undefined
  const end = (error: string): Answer => (begun ? { ...begun, cut: error } : { status: 0, error })
  const options = {
    method,
    headers,
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal: ending.signal,
  } as const
  const answer = async (): Promise<Answer> => {
    const response = await fetch(url, options)
    const { status } = response
    const head = { status, headers: Object.fromEntries(response.headers) }
    if (status >= 200 && status < 300) begun = head
    const { text, isWhole } = await readText(response.body, maxAnswerBytes)
    return { ...head, body: text, ...(!isWhole && { cut: 'too long' }) }
  }
  return new Promise(resolve => {
    const stop = timeouts.start(() => {
      resolve(end('timeout'))
      // A reason saves the stack of an error.
      ending.abort('timeout')
    })
    answer()
      .catch(error => end(nameError(error)))
      // Even to look at what was thrown may throw.
      .catch(() => end('unknown reason'))
      .then(answer => {
        stop()
        resolve(answer)
      })
  })
}

/** Reads a body as text, up to a number of bytes. A reader takes half the time of an iterator. */
async function readText(body: ReadableStream<Uint8Array> | null, maxBytes: number) {
  const decoder = new TextDecoder()
  const reader = body?.getReader()
  let [text, left] = ['', maxBytes]
  while (reader) {
    const { value, done } = await reader.read()
    if (done) break
    text += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.length
    if (left >= 0) continue
    // Closes the connection.
    reader.cancel().catch(() => undefined)
    return { text, isWhole: false }
  }
  return { text: text + decoder.decode(), isWhole: true }
}

const errors: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['ENOTFOUND', 'unknown host'],
  ['EAI_AGAIN', 'unknown host'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['CERT_HAS_EXPIRED', 'certificate refused'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate refused'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate refused'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate refused'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate refused'],
])

function nameError(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined
  return errors.get(cause?.code) ?? 'unknown reason'
}
