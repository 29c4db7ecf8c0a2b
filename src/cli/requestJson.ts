import type { Json, JsonObject, Request } from '../index.ts'

/**
 * A request as JSON, with its body as JSON where it is that. A value that is nothing but a reference to a secret is
 * `{ "$secret": name }`, so that whoever sends the request knows what to fill in.
 */
export function requestJson({ method, url, headers, body }: Request, secrets: ReadonlyMap<string, string>): JsonObject {
  const hide = (_key: string, value: unknown) => {
    const name = typeof value === 'string' ? secrets.get(value) : undefined
    return name === undefined ? value : { $secret: name }
  }
  const hidden = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, hide(key, value) as Json]))
  if (body === undefined) return { method, url, headers: hidden }
  return { method, url, headers: hidden, body: isJson(headers) ? parsed(body, hide) : body }
}

/** A body that is nested too deep for the parser stays a text. */
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
