import type { Request } from '../request/index.ts'
import type { Answer } from '../response/index.ts'
import type { Platform } from './platform.ts'

/** Limits of one request. */
export interface SendLimits {
  /** Seconds until an answer counts as absent. */
  readonly timeout: number
  /** Bytes of a body that are read. */
  readonly maxAnswerBytes: number
}

/**
 * Sends a request, and reads the answer. Never rejects: without an answer, `status` is 0. Redirects are not followed. An
 * error has a name of its own, because messages of `fetch` contain URLs.
 */
export async function send(request: Request, limits: SendLimits, { fetch, wait }: Platform): Promise<Answer> {
  const { method, url, headers, body } = request
  const ending = new AbortController()
  const timer = wait(limits.timeout, ending.signal).then((): Answer => ({ status: 0, error: 'timeout' }))
  const options = {
    method,
    headers,
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal: ending.signal,
  } as const
  const answer = async (): Promise<Answer> => {
    const response = await fetch(url, options)
    const { text, isWhole } = await readText(response.body, limits.maxAnswerBytes)
    // The part that is missing may name refused items.
    if (!isWhole && response.status < 300) return { status: 0, error: 'answer too long' }
    return { status: response.status, headers: Object.fromEntries(response.headers), body: text }
  }
  try {
    return await Promise.race([answer().catch(describe), timer])
  } finally {
    // Ends the timer, and a request that is still on its way. A reason saves the stack of an error.
    ending.abort('settled')
  }
}

/** Reads a body as text, up to a number of bytes. */
async function readText(body: ReadableStream<Uint8Array> | null, maxBytes: number) {
  const decoder = new TextDecoder()
  let [text, left] = ['', maxBytes]
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true })
    left -= chunk.length
    if (left < 0) return { text, isWhole: false }
  }
  return { text: text + decoder.decode(), isWhole: true }
}

const errors: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['ENOTFOUND', 'unknown host'],
  ['EAI_AGAIN', 'unknown host'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
])

function describe(error: unknown): Answer {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined
  return { status: 0, error: errors.get(cause?.code) ?? 'no answer' }
}
