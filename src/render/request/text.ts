import { type Request, readableUrl } from '../../request/index.ts'
import { type Style, visible } from '../style.ts'
import { isJson } from './json.ts'

/** Renders a request to read: JSON indented, forms decoded. */
export function requestLines(request: Request, style: Style): string[] {
  const { method, headers, body, secrets = [] } = request
  const marks = [...new Set(secrets.map(({ name }) => `<redacted ${name}>`))]
  const dim = (text: string) => marks.reduce((line, mark) => line.replaceAll(mark, style.magenta(mark)), visible(text))
  const head = [
    `${style.bold(method)} ${style.cyan(visible(readableUrl(request)))}`,
    ...Object.entries(headers).map(([name, value]) => `${style.dim(`${name}:`)} ${dim(value)}`),
  ]
  if (body === undefined) return head
  return [...head, '', ...bodyLines(body, headers).map(dim)]
}

function bodyLines(body: string, headers: Request['headers']): string[] {
  if (isJson(headers)) return indentedJson(body).split('\n')
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return [...new URLSearchParams(body)].flatMap(([key, value]) => {
      // A form value may itself be JSON.
      return `${key} = ${/^[[{]/.test(value) ? indentedJson(value) : value}`.split('\n')
    })
  }
  return body.split('\n')
}

/** Returns strings unchanged that are not JSON or nested too deep. */
function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
