import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacter } from '../../test/anyCharacter.ts'
import { runs } from '../../test/seed.ts'
import { parseWebUrl } from './webUrl.ts'

/** The same by the platform's `URL`. */
function byPlatform(text: string) {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return undefined
  }
  const { protocol, username, password, host } = url
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  url.username = ''
  url.password = ''
  url.hash = ''
  return { scheme: protocol.slice(0, -1), hasCredentials: username + password !== '', host, href: url.href }
}

const hosts = [
  'x', 'X.Example', 'x.example.', '.', '..', 'a..b', 'a_b', 'a%41', 'a%2eb', 'a%25b', 'a%00', 'a b', 'a|b', 'a^b', 'a<b', 'a"b', 'a`{}b',
  'bücher.example', 'b%C3%BCcher.example', '%ff.example', 'xn--bcher-kva.example', 'XN--BCHER-KVA.example', 'xn--a', 'a。b', '½', 'ß.de', '\u00ad', 'a\u00adb',
  '127.0.0.1', '127.1', '1', '0', '0x7f.1', '0x', '0x.0x.0', '0X7F.1', '017700000001', '08', '1.08', '256.1', '1.256', '1.2.65535', '1.2.65536', '1.2.3.4.5', '1.2.3.4.', '1..2',
  '4294967295', '4294967296', 'a.1', 'a.0x1', 'a.0xg', '1.a', '１２７.1', '99999999999999999999',
  '[::]', '[::1]', '[1::]', '[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7]', '[1:2:3:4:5:6:7::]', '[::2:3:4:5:6:7:8]', '[1::2::3]', '[0:0:1::]', '[1:0:0:2:0:0:0:3]', '[1:0:0:2:0:0:3:4]',
  '[1:0:2:0:3:0:4:0]', '[::ffff:192.0.2.1]', '[::192.0.2.256]', '[::01.2.3.4]', '[1.2.3.4::]', '[1:2:3:4:5:6:1.2.3.4]', '[1:2:3:4:5:6:7:1.2.3.4]', '[::1.2.3]', '[ABCD::]',
  '[00001::]', '[0001::]', '[::1', '::1', '[:]', '[]', '[1:::2]', '[::1%25eth0]', '[:1:2:3:4:5:6:7:8]', '[10:0:0:100:0:0:0:1]', '[0:0:0:0:0:0:0:10]', '[::1]x', 'x[::1]',
] // biome-ignore format: a table
const paths = [
  '', '/', '//', '\\', '/a/../b', '/a/..', '/a/.', '/./', '/../..', '/%2e', '/%2E%2e/x', '/.%2e', '/..a', '/a//b', '/a/..//b', '/C:/..', '/ !"#', '/é🎈', '/\ud800', '/%', '/%zz', '/a|b^`{}<>[]\'',
  '?', '?#', '#', '?a=\'b"c <d>', '?é', '?`{}|^[]\\', '?a?b', '?a/../b', '/a?b#c', '#a?b', '/;=,:@&+$!*()~-_.', '\\a\\..\\b', '/a\tb\nc', '/\u0001\u007f\u0080',
] // biome-ignore format: a table
const starts = ['https://', 'http://', 'HTTPS://', 'https:', 'https:/', 'https:///', 'https:\\\\', 'https:/\\/', ' \u0000https://', 'ht\ttps://', 'https://@', 'https://:@', 'https://a@', 'https://a:b@', 'https://a@b@', 'https://:b@', 'https', '//', 'ftp://', 'httpss://', ''] // biome-ignore format: a table
const ports = ['', ':', ':80', ':443', ':0443', ':0', ':65535', ':65536', ':a', ':80a', ':-1', ':8080', ': 80', ':99999999999999999999'] // biome-ignore format: a table

test('every host, path, start and port of the tables gives what `URL` gives', () => {
  const texts = hosts.flatMap(host => [
    ...paths.flatMap(path => [`https://${host}${path}`, `http://${host}:8080${path} `]),
    ...starts.flatMap(start => ports.map(port => `${start}${host}${port}/a`)),
  ])
  // One `expect` for each of 30,000 texts takes longer than to parse them.
  const found = texts.map(text => [text, parseWebUrl(text), byPlatform(text)] as const)
  const different = found.filter(([, ours, theirs]) => !isDeepStrictEqual(ours, theirs))
  expect(found.length).toBeGreaterThan(30_000)
  expect(different).toEqual([])
})

test('URLs made of these parts and of any characters give what `URL` gives', () => {
  const part = fc.oneof(fc.constantFrom(...hosts, ...paths, ...ports, ...starts), fc.string({ unit: anyCharacter }))
  const text = fc
    .tuple(fc.constantFrom(...starts), fc.array(part, { maxLength: 6 }))
    .map(([start, parts]) => start + parts.join(''))
  const isEqual = (given: string) => {
    // After a name that starts with a dot, Node 20 keeps segments of dots.
    fc.pre(!/[/\\]\.[^./\\]/.test(given.replace(/[\t\n\r]/g, '')))
    expect(parseWebUrl(given)).toEqual(byPlatform(given))
  }
  fc.assert(fc.property(text, isEqual), { numRuns: runs(20_000) })
})

test('segments of dots are resolved after a name that starts with a dot', () => {
  expect(parseWebUrl('https://x/a/.x/a/.')?.href).toBe('https://x/a/.x/a/')
})

test('long strings take time in proportion to their length', () => {
  const spaces = ' '.repeat(1_000_000)
  expect(parseWebUrl(`${spaces}https://x${spaces}y`)).toBe(undefined)
  expect(parseWebUrl(`https://x.example/${'a/'.repeat(500_000)}`)?.href).toHaveLength(1_000_018)
})
