import type { SecretPlace } from '../destination/index.ts'
import { isObject } from '../value/index.ts'
import type { Draft } from './emit.ts'
import { contentTypes, encodeBody } from './encode.ts'
import { bodiless } from './method.ts'
import type { Carried, Request } from './request.ts'
import { RequestError } from './requestError.ts'

/** Encodes and signs the single request of an action. Reuses the headers of the draft. */
export function finish(draft: Draft, destination: string, action: number, part: number): Request {
  const { method, url, headers, body, encoding, secrets } = draft
  const count = countItems(body)
  const [actions, items, parts] = [[action], [action], [part]]
  for (let i = 1; i < count; i++) {
    items.push(action)
    parts.push(part)
  }
  if (body !== undefined) {
    return finishEncoded(draft, encodeBody(body, encoding), { destination, actions, items, parts })
  }
  const request = { destination, method, url, headers, actions, items, parts }
  return withSecrets(request, secrets)
}

/** Completes the request of a draft whose body is already encoded. */
export function finishEncoded(
  { method, url, headers, encoding, signature, secrets }: Draft,
  body: string,
  { destination, actions, items, parts }: Carried,
): Request {
  if (bodiless.has(method)) throw new RequestError(`a ${method} request has no body`)
  if (!Object.hasOwn(headers, 'content-type')) headers['content-type'] = contentTypes[encoding]
  if (signature) headers[signature.header] = signature.sign(body)
  const request = { destination, method, url, headers, body, actions, items, parts }
  return withSecrets(request, secrets)
}

/** Adds the places of a preview's secrets. Copies them, because the drafts of the account share them. */
function withSecrets(request: Request, secrets: readonly SecretPlace[] = []): Request {
  return secrets.length === 0 ? request : { ...request, secrets: secrets.map(place => ({ ...place })) }
}

/** Counts the items of the lists in one body: of the body itself, or of its members. */
function countItems(body: unknown): number {
  if (Array.isArray(body)) return Math.max(1, body.length)
  if (!isObject(body)) return 1
  let count = 0
  for (const key of Object.keys(body)) {
    const member = body[key]
    if (Array.isArray(member)) count += member.length
  }
  return Math.max(1, count)
}
