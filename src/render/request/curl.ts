import { secretMark } from '../../destination/index.ts'
import type { Request } from '../../request/index.ts'
import { pointer } from '../../value/index.ts'
import { shellTemplate, shellWord } from '../shell.ts'
import { isForm } from './body.ts'

/**
 * Prints a request as a `curl` command. `glue` joins its parts: a space or a continued line. Redacted secrets become
 * shell variables. `credentials` has the user names and passwords of basic authentication.
 */
export function curl(request: Request, credentials: ReadonlyMap<string, string>, glue = ' '): string {
  const { method, url, headers, body } = request
  const header = (name: string, value: string): string => {
    const line = `${name}: ${value}`
    const names = namesAt(request, pointer('/headers', name))
    if (value.startsWith('Basic ') && names.size > 0) {
      const credential = credentials.get(value)
      return credential === undefined ? `-H ${shellWord(line)}` : `-u ${shellTemplate(credential, names)}`
    }
    // The mark in a signature names the key, which is not the value of the header.
    return `-H ${isSignature(request, name) ? shellWord(line) : shellTemplate(line, names)}`
  }
  return [
    `curl -X ${shellWord(method)} ${shellTemplate(...inUrl(url, namesAt(request, '/url')))}`,
    ...Object.entries(headers).map(([name, value]) => header(name, value)),
    ...(body === undefined ? [] : [`--data-raw ${shellTemplate(...inBody(body, request))}`]),
  ].join(glue)
}

type Names = ReadonlyMap<string, string>

/** Secrets within a part of a request, by their marks in it. */
function namesAt({ secrets = [] }: Request, place: string): Names {
  const here = secrets.filter(({ at }) => at === place || at.startsWith(`${place}/`) || place.startsWith(`${at}/`))
  return new Map(here.map(place => [secretMark(place), place.name]))
}

/** Encoding changes a mark, so marks in URLs are found in their encoded form. */
function inUrl(url: string, names: Names): [string, Names] {
  return [showMarks(url, names, encodeURIComponent), names]
}

const encodeInForm = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+')

function showMarks(text: string, names: Names, encode: (mark: string) => string): string {
  return [...names.keys()].reduce((shown, mark) => shown.replaceAll(encode(mark), mark), text)
}

/** An event may contain the text of a mark. In a body, the two cannot be told apart. */
function inBody(encoded: string, request: Request): [string, Names] {
  const names = namesAt(request, '/body')
  const body = isForm(request.headers) ? showMarks(encoded, names, encodeInForm) : encoded
  const count = (request.secrets ?? []).filter(({ at }) => at.startsWith('/body')).length
  const found = [...names.keys()].reduce((sum, mark) => sum + body.split(mark).length - 1, 0)
  return found > count ? [encoded, new Map()] : [body, names]
}

function isSignature({ headers, secrets = [] }: Request, header: string): boolean {
  const own = secrets.find(({ at }) => at === pointer('/headers', header))
  return own !== undefined && !own.isWhole && headers[header] === secretMark(own)
}
