import type { Request } from '../index.ts'

/** A request as a command line for `curl`; its parts are joined by `glue`, a space or a continued line. */
export function curl({ method, url, headers, body }: Request, glue = ' '): string {
  return [
    `curl -X ${quote(method)} ${quote(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quote(body)}`]),
  ].join(glue)
}

/** One word of a shell, on one line. */
function quote(text: string): string {
  if (/^[\w./:-]+$/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end the command
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[\\']/g, '\\$&')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `$'${escaped.replace(/[\u0000-\u001f\u007f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
}
