import type { DiagnosticBag } from '../diagnostics/index.ts'
import { compilePattern, searchAny } from '../jsonata/index.ts'
import { suggest } from '../text/index.ts'
import { charge, isObject, isUuid, type Json, type Pointer, parseIso, pointer } from '../value/index.ts'

/** An expectation that tests a value instead of comparing it: `{ "$is": "uuid" }`. */
interface Matcher {
  /** One sentence. */
  readonly summary: string
  /** All arguments that it takes, if they are few. */
  readonly values?: readonly Json[]
  /** Required form of its argument. */
  readonly takes: string
  readonly accepts: (argument: Json) => boolean
  readonly holds: (received: Json | undefined, argument: Json) => boolean
}

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  uuid: isText(isUuid),
  'iso-date': isText(text => parseIso(text) !== undefined),
  string: value => typeof value === 'string',
  number: value => typeof value === 'number',
  integer: Number.isInteger,
  boolean: value => typeof value === 'boolean',
}

const matchers = new Map<string, Matcher>([
  [
    '$matches',
    {
      summary: 'Holds for a string that matches a regular expression.',
      takes: 'a regular expression, without look-behind, references to named groups, `\\p` and `\\u{`',
      accepts: isText(isRegex),
      holds: (received, text) =>
        typeof received === 'string' && searchAny(new RegExp(text as string, 'u'))(received, 0, charge) !== null,
    },
  ],
  [
    '$is',
    {
      summary: 'Holds for a value of a kind.',
      values: Object.keys(kinds),
      takes: `one of ${Object.keys(kinds).join(', ')}`,
      accepts: isText(kind => Object.hasOwn(kinds, kind)),
      holds: (received, kind) => kinds[kind as string]!(received),
    },
  ],
  [
    '$close',
    {
      summary: 'Holds for a number near another one.',
      takes: 'a list of a number and how far from it is near enough',
      accepts: value => Array.isArray(value) && value.length === 2 && value.every(part => typeof part === 'number'),
      holds: (received, argument) => {
        const [number, distance] = argument as readonly [number, number]
        return typeof received === 'number' && Math.abs(received - number) <= distance
      },
    },
  ],
  [
    '$absent',
    {
      summary: 'Holds if there is no value.',
      values: [true],
      takes: 'true',
      accepts: value => value === true,
      holds: received => received === undefined,
    },
  ],
  [
    '$any',
    {
      summary: 'Holds for every value that is not absent.',
      values: [true],
      takes: 'true',
      accepts: value => value === true,
      holds: received => received !== undefined,
    },
  ],
])

/** Matches its argument literally, even if that looks like a matcher. */
const literal = '$literal'

/** A matcher, as an editor shows it. */
export interface DescribedMatcher extends Pick<Matcher, 'summary' | 'takes' | 'values'> {
  readonly name: string
}

export function describeMatchers(): DescribedMatcher[] {
  const own = [...matchers].map(([name, { summary, takes, values }]) => ({ name, summary, takes, values }))
  const summary = 'Compares with its argument literally, even if that looks like a matcher.'
  return [...own, { name: literal, summary, takes: 'any value' }] as DescribedMatcher[]
}

/** The matcher of an expected value, with its argument applied. */
export function findMatcher(expected: Json | undefined): ((received: Json | undefined) => boolean) | undefined {
  const [name, argument] = onlyMember(expected) ?? []
  const matcher = name === undefined ? undefined : matchers.get(name)
  return matcher && (received => matcher.holds(received, argument!))
}

/** The value of `{ "$literal": value }`. */
export function readLiteral(expected: Json | undefined): { readonly value: Json } | undefined {
  const [name, value] = onlyMember(expected) ?? []
  return name === literal ? { value: value! } : undefined
}

/**
 * Reports what looks like a matcher but is not: a misspelt one would be compared as a key, and one beside other keys
 * would be ignored.
 */
export function checkMatchers(expected: Json | undefined, at: Pointer, problems: DiagnosticBag): void {
  if (Array.isArray(expected)) for (const [i, item] of expected.entries()) checkMatchers(item, pointer(at, i), problems)
  if (!isObject(expected) || readLiteral(expected)) return
  const keys = Object.keys(expected)
  for (const key of keys) {
    const [here, value] = [pointer(at, key), expected[key]!]
    const help = `for an object with this key, write { "${literal}": … } around it`
    const matcher = matchers.get(key)
    const near = key.startsWith('$') && keys.length === 1 ? suggest(key, [...matchers.keys(), literal]) : undefined
    if ((matcher || key === literal) && keys.length > 1) {
      problems.add('CM192', here, `\`${key}\` is a matcher, so it must be the only key of its object`, {
        help,
        marks: 'key',
      })
    } else if (matcher && !matcher.accepts(value)) {
      problems.add('CM192', here, `\`${key}\` takes ${matcher.takes}`)
    } else if (!matcher && near !== undefined) {
      problems.add('CM192', here, `there is no matcher \`${key}\``, {
        help: `did you mean \`${near}\`? ${help}`,
        marks: 'key',
      })
    } else if (!matcher) {
      checkMatchers(value, here, problems)
    }
  }
}

function onlyMember(value: Json | undefined): [string, Json] | undefined {
  if (!isObject(value)) return undefined
  const members = Object.entries(value)
  return members.length === 1 ? (members[0] as [string, Json]) : undefined
}

function isText(test: (text: string) => boolean): (value: unknown) => boolean {
  return value => typeof value === 'string' && test(value)
}

/** True for a regular expression whose steps can be counted. */
function isRegex(text: string): boolean {
  try {
    compilePattern(new RegExp(text, 'u'))
    return true
  } catch {
    return false
  }
}
