import { type Json, type JsonObject, pointerKeys, type Request } from '../index.ts'
import { isObject } from './jsonc.ts'

/**
 * A request as JSON, with its body as JSON where it is that. `secrets` lists the places that are made of secrets whose
 * values are not known: only there is `{ "$secret": name }` a reference, which whoever sends the request fills in.
 */
export function requestJson({ method, url, headers, body, secrets = [] }: Request): JsonObject {
  const content = body === undefined ? {} : { body: isJson(headers) ? parsed(body) : body }
  let json: JsonObject = { method, url, headers, ...content }
  const places = secrets.filter(({ at }) => valueAt(json, pointerKeys(at)) !== undefined)
  for (const { at, name, isWhole } of places) if (isWhole) json = put(json, pointerKeys(at), { $secret: name })
  return secrets.length === 0 ? json : { ...json, secrets: [...new Set(places.map(({ at }) => at))] }
}

function valueAt(value: Json | undefined, [key, ...keys]: readonly string[]): Json | undefined {
  if (key === undefined) return value
  const member = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined
  return valueAt(member, keys)
}

function put<T extends Json>(value: T, [key, ...keys]: readonly string[], given: Json): T {
  if (key === undefined) return given as T
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], keys, given)) as unknown as T
  return { ...(value as JsonObject), [key]: put((value as JsonObject)[key] ?? null, keys, given) } as T
}

/** A body that is nested too deep for the parser stays a string. */
function parsed(body: string): Json {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

export function isJson(headers: Request['headers']): boolean {
  return /^application\/(.*\+)?json\b/.test(headers['content-type'] ?? '')
}
