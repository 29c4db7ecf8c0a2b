import type { Request } from '../../request/index.ts'
import { type Json, jsonOrText } from '../../value/index.ts'

type Headers = Request['headers']

export function isForm(headers: Headers): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
}

function isJson(headers: Headers): boolean {
  return /^application\/(.*\+)?json\b/.test(headers['content-type'] ?? '')
}

/** Returns the value of a JSON body. Any other body is its string. */
export function readBody({ headers, body }: Request): Json | undefined {
  return body !== undefined && isJson(headers) ? jsonOrText(body) : body
}

/** Splits a body into lines to read: JSON indented, a parameter of a form per line. */
export function bodyLines({ headers, body = '' }: Request): string[] {
  if (isJson(headers)) return indentJson(body).split('\n')
  if (!isForm(headers)) return body.split('\n')
  return [...new URLSearchParams(body)].flatMap(([key, value]) => {
    // A form value may itself be JSON.
    return `${key} = ${/^[[{]/.test(value) ? indentJson(value) : value}`.split('\n')
  })
}

/** Returns strings unchanged that are not JSON or nested too deep. */
function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
