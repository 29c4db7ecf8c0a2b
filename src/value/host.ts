import { charge } from './budget.ts'
import { decodePercent } from './utf8.ts'

const forbidden = /[\0- #%/:<>?@[\\\]^|\x7f]/

/** Parses a host of http or https as the URL Standard does (§3.5). `undefined` if it is not one. */
export function parseHost(text: string): string | undefined {
  if (text.startsWith('[')) return text.endsWith(']') ? parseIpv6(text.slice(1, -1)) : undefined
  const decoded = decodePercent(text)
  const isInternational = /[^\0-\x7f]|(?:^|\.)xn--/i.test(decoded)
  const domain = isInternational ? parseInternational(text) : decoded.toLowerCase()
  if (domain === undefined || domain === '' || forbidden.test(domain)) return undefined
  return endsInNumber(domain) ? parseIpv4(domain) : domain
}

/**
 * Converts an international domain name (UTS 46). The tables for it are larger than all of callmap, so those of the
 * platform are used. Without them, such a host is refused.
 */
function parseInternational(host: string): string | undefined {
  // Punycode compares each letter with all others.
  charge(host.length * host.length)
  const { URL } = globalThis as { URL?: typeof globalThis.URL }
  try {
    // Optimized code of Node 20 gets `URL.canParse` wrong for Latin-1.
    return URL && new URL(`https://${host}`).host
  } catch {
    return undefined
  }
}

/** True if a domain is an IPv4 address or none at all. */
function endsInNumber(domain: string): boolean {
  return /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/.test(domain)
}

/** Parses an IPv4 address of 1 to 4 numbers, decimal, octal or hexadecimal; the last fills the rest: `127.1`. */
function parseIpv4(domain: string): string | undefined {
  const parts = domain.replace(/\.$/, '').split('.')
  const numbers = parts.map(parseIpv4Number)
  const last = numbers.pop()!
  if (parts.length > 4 || !numbers.every(number => number < 256) || !(last < 256 ** (5 - parts.length)))
    return undefined
  const address = numbers.reduce((sum, number, i) => sum + number * 256 ** (3 - i), last)
  return [24, 16, 8, 0].map(bits => (address / 2 ** bits) & 255).join('.')
}

function parseIpv4Number(text: string): number {
  const [, octal, hex, decimal] = /^(?:0([0-7]+)|0x([\da-f]*)|(0|[1-9]\d*))$/.exec(text) ?? []
  if (octal !== undefined) return Number.parseInt(octal, 8)
  if (hex !== undefined) return hex === '' ? 0 : Number.parseInt(hex, 16)
  return Number(decimal ?? Number.NaN)
}

/** Parses an IPv6 address, and prints it in its shortest form (RFC 5952): `[2001:db8::1]`. */
function parseIpv6(text: string): string | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const start = parsePieces(halves[0]!, halves.length === 1)
  const end = parsePieces(halves[1] ?? '', true)
  if (start === undefined || end === undefined) return undefined
  const missing = 8 - start.length - end.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const pieces = [...start, ...Array.from({ length: missing }, () => 0), ...end].map(piece => piece.toString(16))
  const whole = pieces.join(':')
  const runs = whole.match(/\b0(?::0)+\b/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  if (longest === '') return `[${whole}]`
  const at = whole.search(new RegExp(`\\b${longest}\\b`))
  return `[${whole.slice(0, at).replace(/:$/, '')}::${whole.slice(at + longest.length).replace(/^:/, '')}]`
}

/** Parses one side of `::`. Its end may be an IPv4 address. */
function parsePieces(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const address = parts.at(-1)!
  if (isEnd && /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(address)) {
    const bytes = address.split('.').map(Number)
    if (bytes.some(byte => byte > 255)) return undefined
    parts.splice(-1, 1, ...[0, 2].map(i => (bytes[i]! * 256 + bytes[i + 1]!).toString(16)))
  }
  return parts.every(part => /^[\da-f]{1,4}$/i.test(part)) ? parts.map(part => Number.parseInt(part, 16)) : undefined
}
