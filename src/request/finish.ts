import type { Draft } from './emit.ts'
import { contentTypes, encodeBody } from './encode.ts'
import type { Request } from './request.ts'

/** Encodes the body of a draft, and signs it. The draft's headers are the request's from here on. */
export function finish(draft: Draft, actions: readonly number[]): Request {
  const { method, url, headers, body, encoding } = draft
  if (body === undefined) return { method, url, headers, actions }
  return finishEncoded(draft, encodeBody(body, encoding), actions)
}

/** The request of a draft with a body that is encoded already. */
export function finishEncoded(
  { method, url, headers, encoding, signature }: Draft,
  body: string,
  actions: readonly number[],
): Request {
  if (!Object.hasOwn(headers, 'content-type')) headers['content-type'] = contentTypes[encoding]
  if (signature) headers[signature.header] = signature.of(body)
  return { method, url, headers, body, actions }
}
