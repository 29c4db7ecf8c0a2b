import type { Request } from '../index.ts'
import { shellTemplate, shellWord } from './shell.ts'

/** What a command line says of secrets that are not known. */
export interface CurlSecrets {
  /** A reference as requests show it, and the secret's name: a variable of the environment. */
  readonly secrets: ReadonlyMap<string, string>
  /** Values of `authorization` that show nothing but a reference, and the name and password that they are made of. */
  readonly credentials: ReadonlyMap<string, string>
}

/** A request as a command line for `curl`; its parts are joined by `glue`, a space or a continued line. */
export function curl(
  { method, url, headers, body }: Request,
  { secrets, credentials }: CurlSecrets,
  glue = ' ',
): string {
  const word = (text: string) => shellTemplate(text, secrets)
  const header = (name: string, value: string) => {
    const credential = name === 'authorization' ? credentials.get(value) : undefined
    // Without the user name nobody can tell what is encoded here.
    if (credential === undefined && value.startsWith('Basic <redacted ')) return `-H ${shellWord(`${name}: ${value}`)}`
    return credential === undefined ? `-H ${word(`${name}: ${value}`)}` : `-u ${word(credential)}`
  }
  return [
    `curl -X ${shellWord(method)} ${word(url)}`,
    ...Object.entries(headers).map(([name, value]) => header(name, value)),
    ...(body === undefined ? [] : [`--data-raw ${word(body)}`]),
  ].join(glue)
}
