import { parseHost } from './host.ts'

/** A URL in the normal form of the URL Standard. */
export interface WebUrl {
  readonly scheme: 'http' | 'https'
  readonly hasCredentials: boolean
  /** The host, with its port unless it is that of the scheme. */
  readonly host: string
  /** The whole URL without credentials and fragment. */
  readonly href: string
}

/**
 * URLs that are in normal form already, as most are. A label of the host that starts with `xn--` has to be checked, and a
 * segment of the path that starts with `.` or `%` may be one of dots. Paths of millions of segments would exhaust the stack.
 */
const normal =
  /^(https?):\/\/((?:(?!xn--)[a-z\d-]+\.)+[a-z]+)(?:\/(?![.%])[!$-.0-;=@-Z[\]^_a-z|~]*)+(?:\?[!$-&(-;=?-~]*)?$/

const defaultPorts = { http: 80, https: 443 }

/** Parses a whole URL of http or https, as `new URL(text)` does. Own code, because not every platform has `URL`. */
export function parseWebUrl(text: string): WebUrl | undefined {
  const [href, known, domain] = (text.length < 10_000 && normal.exec(text)) || []
  if (href !== undefined) return { scheme: known as WebUrl['scheme'], hasCredentials: false, host: domain!, href }
  const [, name, authority, path, query] =
    /^(https?):[/\\]*([^/\\?#]*)([^?#]*)(\?[^#]*)?/i.exec(trim(text).toWellFormed()) ?? []
  if (name === undefined || authority === undefined || path === undefined) return undefined
  const scheme = name.toLowerCase() as WebUrl['scheme']
  const at = authority.lastIndexOf('@')
  const [, hostname, digits = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1)) ?? []
  const parsed = hostname && parseHost(hostname)
  const port = digits === '' ? defaultPorts[scheme] : Number(digits)
  if (!parsed || port > 65_535) return undefined
  const host = port === defaultPorts[scheme] ? parsed : `${parsed}:${port}`
  return {
    scheme,
    hasCredentials: !/^:?$/.test(authority.slice(0, Math.max(at, 0))),
    host,
    href: `${scheme}://${host}${normalizePath(path)}${encode(query ?? '', /[^!$-&(-;=?-~]/gu)}`,
  }
}

/** Drops control characters and spaces at both ends, and line breaks and tabs everywhere. */
function trim(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end).replace(/[\t\n\r]/g, '')
}

/** Resolves segments of dots, and encodes the characters that a path cannot have. */
function normalizePath(path: string): string {
  const segments: string[] = []
  const given = path.split(/[/\\]/).slice(1)
  for (const [i, segment] of given.entries()) {
    const dots = segment.replace(/%2e/gi, '.')
    const isDots = dots === '.' || dots === '..'
    if (dots === '..') segments.pop()
    if (!isDots) segments.push(encode(segment, /[^!$-;=@-_a-z|~]/gu))
    else if (i === given.length - 1) segments.push('')
  }
  return `/${segments.join('/')}`
}

function encode(text: string, illegal: RegExp): string {
  return text.replace(illegal, character => (character === "'" ? '%27' : encodeURIComponent(character)))
}
