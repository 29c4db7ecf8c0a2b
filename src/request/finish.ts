import type { Draft } from './emit.ts'
import { contentTypes, encodeBody } from './encode.ts'
import type { Request } from './request.ts'

/** Encodes the body of a draft. The draft's headers are the request's from here on. */
export function finish({ method, url, headers, body, encoding }: Draft, actions: readonly number[]): Request {
  if (body === undefined) return { method, url, headers, actions }
  if (!Object.hasOwn(headers, 'content-type')) headers['content-type'] = contentTypes[encoding]
  return { method, url, headers, body: encodeBody(body, encoding), actions }
}
