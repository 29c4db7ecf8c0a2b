import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Request } from '../../request/index.ts'
import { curl } from './curl.ts'

const credentials = new Map([['Basic <redacted KEY>', 's-1:<redacted KEY>']])

/** A request whose every secret is known to be one. */
function request(part: Partial<Request>): Request {
  const places = [
    ['/url', part.url ?? ''] as const,
    ...Object.entries(part.headers ?? {}).map(([name, value]) => [`/headers/${name}`, value] as const),
    ['/body', part.body ?? ''] as const,
  ]
  const secrets = places.flatMap(([at, text]) =>
    [...text.matchAll(/<redacted ((?!NOBODY)[^>]*)>/g)].map(([mark, name]) => ({ at, name, isWhole: text === mark })),
  )
  return { method: 'POST', url, headers: {}, ...part, secrets } as unknown as Request
}

/** The words that a shell makes of a command line, with the variables in its environment. */
function words(line: string): string[] {
  const env = { PATH: process.env.PATH, KEY: 'k$e"y `1`\\', OTHER: 'other' }
  const out = execFileSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`], { env, encoding: 'utf8' })
  return out.split('\0').slice(0, -1)
}

const key = 'k$e"y `1`\\'
const url = 'https://a.example/'

describe('curl', () => {
  it.each<[string, Partial<Request>, string, string[]]>([
    [
      'writes a secret in a header as a variable',
      { headers: { 'x-api-key': '<redacted KEY>' } },
      '-H "x-api-key: $KEY"',
      ['-H', `x-api-key: ${key}`],
    ],
    [
      'writes a bearer token as a variable',
      { headers: { authorization: 'Bearer <redacted KEY>' } },
      '-H "authorization: Bearer $KEY"',
      ['-H', `authorization: Bearer ${key}`],
    ],
    [
      'writes basic credentials as a user',
      { headers: { authorization: 'Basic <redacted KEY>' } },
      '-u "s-1:$KEY"',
      ['-u', `s-1:${key}`],
    ],
    [
      'keeps basic credentials of an unknown secret',
      { headers: { authorization: 'Basic <redacted OTHER>' } },
      "-H 'authorization: Basic <redacted OTHER>'",
      ['-H', 'authorization: Basic <redacted OTHER>'],
    ],
    [
      'puts the variable before a letter in braces',
      { headers: { a: '<redacted KEY>x' } },
      '-H "a: ${KEY}x"',
      ['-H', `a: ${key}x`],
    ],
    [
      'writes two secrets in a header',
      { headers: { a: '<redacted KEY><redacted OTHER>' } },
      '-H "a: $KEY$OTHER"',
      ['-H', `a: ${key}other`],
    ],
    [
      'quotes shell syntax',
      { headers: { a: '$HOME `id` \\ "q" \'s\' !! <redacted KEY>' } },
      `"$KEY"`,
      ['-H', `a: $HOME \`id\` \\ "q" 's' !! ${key}`],
    ],
    ['quotes a line break', { headers: { a: 'b\nc <redacted KEY>' } }, `"$KEY"`, ['-H', `a: b\nc ${key}`]],
    [
      'writes a secret in a body as a variable',
      { body: '{"key":"<redacted KEY>","a":1}' },
      `'{"key":"'"$KEY"'","a":1}'`,
      ['--data-raw', `{"key":"${key}","a":1}`],
    ],
    [
      'keeps a name that is not a variable',
      { headers: { a: '<redacted not-a-name>' } },
      "-H 'a: <redacted not-a-name>'",
      ['-H', 'a: <redacted not-a-name>'],
    ],
    [
      'keeps an unknown name',
      { headers: { a: '<redacted NOBODY>' } },
      "-H 'a: <redacted NOBODY>'",
      ['-H', 'a: <redacted NOBODY>'],
    ],
  ])('%s', (_, part, written, expected) => {
    const line = curl(request(part), credentials)
    expect(line).toContain(written)
    expect(words(line)).toEqual(['-X', 'POST', url, ...expected])
  })

  it('writes a secret in a query as a variable', () => {
    const line = curl(request({ url: `${url}?k=<redacted OTHER>&a=1` }), credentials)
    expect(line).toBe('curl -X POST "https://a.example/?k=$OTHER&a=1"')
    expect(words(line)).toEqual(['-X', 'POST', `${url}?k=other&a=1`])
  })

  it('writes a secret in a form as a variable', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
    const secrets = [{ at: '/body', name: 'OTHER', isWhole: false }]
    const form = { ...request({ headers, body: 'k=%3Credacted+OTHER%3E&a=1' }), secrets } as unknown as Request
    expect(words(curl(form, credentials)).at(-1)).toBe('k=other&a=1')
  })

  it.each<[string, object]>([
    [
      'a string of the event in a body',
      {
        body: '{"key":"<redacted KEY>","a":"<redacted KEY>"}',
        secrets: [{ at: '/body/key', name: 'KEY', isWhole: true }],
      },
    ],
    [
      'a string of the event in a header',
      { headers: { a: '<redacted KEY>' }, secrets: [{ at: '/headers/b', name: 'KEY', isWhole: true }] },
    ],
    ['a signature', { headers: { a: '<redacted KEY>' }, secrets: [{ at: '/headers/a', name: 'KEY', isWhole: false }] }],
  ])('%s is not a variable', (_, part) => {
    const line = curl({ method: 'POST', url, headers: {}, ...part } as unknown as Request, credentials)
    expect(line).not.toContain('$KEY')
  })
})
