import type { Draft } from './emit.ts'
import { contentTypes, encodeBody } from './encode.ts'
import { bodiless } from './method.ts'
import type { Request } from './request.ts'
import { RequestError } from './requestError.ts'

/** Encodes the body of a draft, and signs it. The draft's headers are the request's from here on. */
export function finish(draft: Draft, actions: readonly number[]): Request {
  const { method, url, headers, body, encoding, secrets } = draft
  if (body === undefined) return { method, url, headers, actions, ...(secrets && { secrets }) }
  return finishEncoded(draft, encodeBody(body, encoding), actions)
}

/** The request of a draft with a body that is encoded already. */
export function finishEncoded(
  { method, url, headers, encoding, signature, secrets }: Draft,
  body: string,
  actions: readonly number[],
): Request {
  if (bodiless.has(method)) throw new RequestError(`a ${method} request has no body`)
  if (!Object.hasOwn(headers, 'content-type')) headers['content-type'] = contentTypes[encoding]
  if (signature) headers[signature.header] = signature.of(body)
  return { method, url, headers, body, actions, ...(secrets && { secrets }) }
}
