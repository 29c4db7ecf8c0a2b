import type { Json, JsonObject, Request } from '../index.ts'

/**
 * A request as JSON, with its body as it is sent. A header that is nothing but a reference to a secret is
 * `{ "$secret": name }`, so that the sender knows what to fill in.
 */
export function wireJson({ method, url, headers, body }: Request, secrets: ReadonlyMap<string, string>): JsonObject {
  const shown = Object.entries(headers).map(([key, value]) => [key, hideSecret(value, secrets)])
  return { method, url, headers: Object.fromEntries(shown), ...(body !== undefined && { body }) }
}

/** The same with its body as JSON where it is that, for reading. */
export function requestJson(request: Request, secrets: ReadonlyMap<string, string>): JsonObject {
  const json = wireJson(request, secrets)
  const { headers, body } = request
  if (body === undefined || !isJson(headers)) return json
  return { ...json, body: parsed(body, (_key, value) => hideSecret(value, secrets)) }
}

function hideSecret(value: unknown, secrets: ReadonlyMap<string, string>): Json {
  const name = typeof value === 'string' ? secrets.get(value) : undefined
  return name === undefined ? (value as Json) : { $secret: name }
}

/** A body that is nested too deep for the parser stays a string. */
function parsed(body: string, hide: (key: string, value: unknown) => unknown): Json {
  try {
    return JSON.parse(body, hide)
  } catch {
    return body
  }
}

export function isJson(headers: Request['headers']): boolean {
  return /^application\/(.*\+)?json\b/.test(headers['content-type'] ?? '')
}
