import { RequestError } from './requestError.ts'

/** What a header's name may be made of (RFC 9110, `token`). */
export const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** The text of a header's value, which must not be able to start another header. */
export function headerText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text))
    throw new RequestError(`header \`${name}\` has a line break or control character`)
  return text
}

/** Adds values of a payload to headers; absent ones are left out. */
export function withHeaders(
  headers: Record<string, string>,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  for (const name of Object.keys(values)) {
    const text = headerText(name, values[name])
    if (text !== undefined) headers[name] = text
  }
  return headers
}
