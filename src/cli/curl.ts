import type { Request } from '../index.ts'
import { shellWord } from './shell.ts'

/** A request as a command line for `curl`; its parts are joined by `glue`, a space or a continued line. */
export function curl({ method, url, headers, body }: Request, glue = ' '): string {
  return [
    `curl -X ${shellWord(method)} ${shellWord(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
  ].join(glue)
}
