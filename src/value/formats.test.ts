import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { runs } from '../../test/seed.ts'
import {
  isDate,
  isDateTime,
  isEmail,
  isHostname,
  isIpv4,
  isIpv6,
  isTime,
  isUri,
  isUriReference,
  isUuid,
} from './formats.ts'

type Test = (text: string) => boolean

/** A format: our test, strings of it, and what strings that are almost of it consist of. */
interface Format {
  readonly name: keyof typeof fullFormats
  readonly ours: Test
  readonly valid: readonly string[]
  readonly parts: readonly string[]
}

const digits = [
  '0',
  '1',
  '00',
  '01',
  '12',
  '23',
  '24',
  '28',
  '29',
  '30',
  '31',
  '59',
  '60',
  '2023',
  '2024',
  '1900',
  '2000',
]
const octets = ['0', '00', '01', '9', '10', '99', '100', '199', '249', '255', '256', '1.2.3.4', '1.02.3.255', '.']
const groups = ['0', 'f', 'AB12', '12345', 'g', ':', ':', '::', '1:2:3', '1:2:3:4:5:6', '1.2.3.4']
const label = ['a', 'B', '9', '-', '.', '..', 'a.b', 'a'.repeat(61), 'a'.repeat(63), 'xn--a', '_', 'é', 'ſ', 'K']
const uri = [
  'a',
  'Z1',
  ':',
  '/',
  '//',
  '?',
  '#',
  '@',
  '[',
  ']',
  '[::1]',
  '[1:2::01.2.3.4]',
  '[v1.a:]',
  ':80',
  '%41',
  '%4',
  '"',
  ' ',
]

const formats: readonly Format[] = [
  { name: 'date', ours: isDate, valid: ['2024-02-29', '2000-02-29', '0000-12-31'], parts: [...digits, '-', '-'] },
  {
    name: 'time',
    ours: isTime,
    valid: ['23:59:60Z', '12:34:56.789z', '00:29:60.5+00:30', '15:59:60-0800', '24:59:30+01:00', '12:34:56-01'],
    parts: [...digits, ':', ':', '.', 'Z', 'z', '+', '-', '23:59:60', '+01:00'],
  },
  {
    name: 'date-time',
    ours: isDateTime,
    valid: ['2024-02-29T12:34:56Z', '2024-02-29t12:34:56.7+01', '2024-02-29 12:34:56Z', '2024-02-29\n12:34:56Z'],
    parts: [...digits, '-', ':', 'T', ' ', 'Z', '2024-02-29', '2023-02-29', 'T12:34:56', '\u2003', '12:34:56Z'],
  },
  {
    name: 'email',
    ours: isEmail,
    valid: ['a@b.co', "a.!#$%&'*+/=?^_`{|}~-9@a-b.c--d.e", 'ANN@EXAMPLE.COM'],
    parts: [...label, '@', '@', '!#$', '+'],
  },
  { name: 'hostname', ours: isHostname, valid: ['a', 'a.b-c.', 'xn--a.b', `${'a.'.repeat(126)}a.`], parts: label },
  { name: 'ipv4', ours: isIpv4, valid: ['0.0.0.0', '255.249.199.10'], parts: octets },
  {
    name: 'ipv6',
    ours: isIpv6,
    valid: ['::', '1:2:3:4:5:6:7::', 'A::b', '::1.2.3.4', '1:2:3:4:5:6:1.2.3.4'],
    parts: groups,
  },
  {
    name: 'uuid',
    ours: isUuid,
    valid: ['4f0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a01'],
    parts: ['urn:uuid:', 'URN:', '-', 'A', 'g'],
  },
  {
    name: 'uri',
    ours: isUri,
    valid: ['a:b', 'mailto:a@b.co', 'https://u:p@x.y:80/a//b?c#d', 'a://x:y', 'a:/u@[::1]:/?#', 'a://[v1.x]'],
    parts: uri,
  },
  {
    name: 'uri-reference',
    ours: isUriReference,
    valid: ['', '?', '#', 'a%20b', '/[::1]', '//[1:2::01.2.3.4]:80/a', '../a?b#c'],
    parts: uri,
  },
]

function published(name: keyof typeof fullFormats): Test {
  const format = fullFormats[name] as RegExp | Test | { readonly validate: Test }
  if (format instanceof RegExp) return text => format.test(text)
  return typeof format === 'function' ? format : format.validate
}

/** Strings of the parts, and valid ones with a part or a character written over or into them. */
function nearly({ valid, parts }: Format): fc.Arbitrary<string> {
  const part = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...parts) }, fc.string({ maxLength: 2 }))
  const changed = fc
    .tuple(fc.constantFrom(...valid), fc.nat(40), fc.nat(3), part)
    .map(([text, at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut))
  return fc.oneof(
    fc.array(part, { maxLength: 12 }).map(list => list.join('')),
    changed,
  )
}

describe.each(formats)('$name', format => {
  const { name, ours, valid } = format
  const theirs = published(name)

  test.each(valid)('%j', text => {
    expect([ours(text), theirs(text)]).toEqual([true, true])
  })

  test('decides as ajv-formats does', () => {
    const property = fc.property(nearly(format), text => ours(text) === theirs(text))
    fc.assert(property, { numRuns: runs(20_000) })
  })

  test.each(['a', 'a.', 'a:', '/', '1', '-', '%41', '::', '@', 't'])('takes linear time for many %j', part => {
    const long = part.repeat(1_000_000 / part.length)
    const started = cpuTime()
    for (const text of [long, `a@${long}`, `a://${long} `]) ours(text)
    expect(cpuTime() - started).toBeLessThan(1000)
  })
})
