import type { Request } from '../../request/index.ts'
import { type JsonObject, pointerKeys, readPath, withValue } from '../../value/index.ts'
import { readBody } from './body.ts'

/**
 * Prints a request as JSON, with its body as sent. `secrets` lists the places of redacted secrets, in JSON bodies by a
 * pointer. Only there, a header `{ "$secret": name }` is a reference that the sender fills in.
 */
export function wireJson(request: Request): JsonObject {
  const { method, url, headers, body, secrets = [] } = request
  const json = withReferences({ method, url, headers: { ...headers } }, secrets)
  const isThere = (at: string) =>
    at.startsWith('/body') ? body !== undefined : readPath(json, pointerKeys(at)) !== undefined
  const places = new Set(secrets.map(({ at }) => at).filter(isThere))
  return { ...json, ...(body !== undefined && { body }), ...(places.size > 0 && { secrets: [...places] }) }
}

/** Prints a request to read, with JSON bodies parsed. */
export function requestJson(request: Request): JsonObject {
  const body = readBody(request)
  const json = wireJson(request)
  return body === request.body ? json : withReferences({ ...json, body }, request.secrets)
}

function withReferences(json: JsonObject, secrets: Request['secrets'] = []): JsonObject {
  const whole = secrets.filter(
    ({ at, isWhole, isToken }) => isWhole && !isToken && readPath(json, pointerKeys(at)) !== undefined,
  )
  return whole.reduce((shown, { at, name }) => withValue(shown, at, { $secret: name }) as JsonObject, json)
}
