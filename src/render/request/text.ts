import { type Request, readableUrl } from '../../request/index.ts'
import { type Style, visible } from '../style.ts'
import { bodyLines } from './body.ts'

/** Renders a request to read, with secrets marked. */
export function requestLines(request: Request, style: Style): string[] {
  const { method, headers, body, secrets = [] } = request
  const marks = [...new Set(secrets.map(({ name }) => `<redacted ${name}>`))]
  const dim = (text: string) => marks.reduce((line, mark) => line.replaceAll(mark, style.magenta(mark)), visible(text))
  const head = [
    `${style.bold(method)} ${style.cyan(visible(readableUrl(request)))}`,
    ...Object.entries(headers).map(([name, value]) => `${style.dim(`${name}:`)} ${dim(value)}`),
  ]
  if (body === undefined) return head
  return [...head, '', ...bodyLines(request).map(dim)]
}
