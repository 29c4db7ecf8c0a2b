import { charge, cost, isObject } from '../value/index.ts'
import type { Draft } from './draft.ts'
import { contentTypes, encodeBody } from './encode.ts'
import { bodiless } from './method.ts'
import type { Carried, Request } from './request.ts'
import { RequestError } from './requestError.ts'
import type { Trail } from './trail.ts'

/** Encodes and signs the single request of an action. Reuses the headers of the draft. */
export function finish(draft: Draft, destination: string, action: number, part: number, trail: Trail): Request {
  trail.action = draft.action
  trail.at = draft.places.body
  const count = countItems(draft.body)
  charge(cost.request + count * cost.kept)
  const [actions, items, parts] = [[action], [action], [part]]
  for (let i = 1; i < count; i++) {
    items.push(action)
    parts.push(part)
  }
  return finishFor(draft, { destination, actions, items, parts })
}

/** Encodes and signs a request that carries given actions. Reuses the headers of the draft. */
export function finishFor(draft: Draft, carried: Carried): Request {
  const { method, url, headers, body, encoding } = draft
  if (body !== undefined) return finishEncoded(draft, encodeBody(body, encoding), carried)
  const { destination, actions, items, parts } = carried
  return withPlaces({ destination, method, url, headers, actions, items, parts }, draft)
}

/** Completes the request of a draft whose body is already encoded. */
export function finishEncoded(draft: Draft, body: string, { destination, actions, items, parts }: Carried): Request {
  const { method, url, headers, encoding, signatures } = draft
  if (bodiless.has(method)) throw new RequestError(`a ${method} request has no body`)
  if (!Object.hasOwn(headers, 'content-type')) headers['content-type'] = contentTypes[encoding]
  if (signatures) for (const signature of signatures) if (signature) headers[signature.header] = signature.sign(body)
  return withPlaces({ destination, method, url, headers, body, actions, items, parts }, draft)
}

/** Adds the place of a new request, and those of a preview's secrets. Spreads would cost as much as the request. */
function withPlaces(
  request: { -readonly [Key in keyof Request]: Request[Key] },
  { template, secrets }: Draft,
): Request {
  if (template !== undefined) request.template = template
  // Copied, because the drafts of the account share them.
  if (secrets?.length) request.secrets = secrets.map(place => ({ ...place }))
  return request
}

/** Counts the items of the lists in one body: of the body itself, or of its members. */
function countItems(body: unknown): number {
  if (Array.isArray(body)) return Math.max(1, body.length)
  if (!isObject(body)) return 1
  let count = 0
  const keys = Object.keys(body)
  charge(keys.length * cost.item)
  for (const key of keys) {
    const member = body[key]
    if (Array.isArray(member)) count += member.length
  }
  return Math.max(1, count)
}
