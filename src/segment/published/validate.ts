import type { Json } from '../../value/index.ts'
import { isObject } from '../../value/index.ts'

/** A mapping that the published evaluator rejects, so that it maps no event. */
export class MappingRefusal extends Error {
  override readonly name = 'MappingRefusal'
  readonly at: readonly string[]

  constructor(at: readonly string[], what: string) {
    super(`\`${at.at(-1) ?? 'mapping'}\` ${what}`)
    this.at = at
  }
}

type Check = (value: Json | undefined, at: readonly string[]) => void

/**
 * Models how `@segment/actions-core` validates a mapping before each event: its objects and the arguments of its
 * directives, but nothing inside lists.
 *
 * @throws MappingRefusal for the first mistake
 */
export function checkPublished(value: Json | undefined, at: readonly string[] = []): void {
  if (isDirective(value)) checkDirective(value, at)
  else if (isObject(value)) for (const [key, member] of Object.entries(value)) checkPublished(member, [...at, key])
}

/** True if a key starts with `@`. Other keys beside it are a mistake. */
function isDirective(value: Json | undefined): boolean {
  return isObject(value) && Object.keys(value).some(key => key.startsWith('@'))
}

function checkDirective(value: Json | undefined, at: readonly string[]): void {
  const [name, ...others] = Object.keys(value as object)
    .filter(key => key !== '_metadata')
    .sort((a, b) => Number(b.startsWith('@')) - Number(a.startsWith('@')))
  const check = checks.get(name!)
  if (others.length > 0) throw new MappingRefusal(at, `has \`${others[0]}\` beside \`${name}\``)
  if (check === undefined) throw new MappingRefusal(at, `uses \`${name}\`, which is not a directive`)
  check((value as Record<string, Json>)[name!], [...at, name!])
}

const any: Check = (value, at) => {
  if (isDirective(value)) checkDirective(value, at)
}

const list: Check = (value, at) => {
  if (!Array.isArray(value)) throw new MappingRefusal(at, 'is not a list')
}

const boolean: Check = (value, at) => {
  if (typeof value !== 'boolean') throw new MappingRefusal(at, 'is neither true nor false')
}

const textOrDirective: Check = (value, at) => {
  if (typeof value !== 'string' && !isDirective(value)) throw new MappingRefusal(at, 'is not a string')
  any(value, at)
}

const object: Check = (value, at) => {
  if (!isObject(value)) throw new MappingRefusal(at, 'is not an object')
  checkPublished(value, at)
}

function text(least = 0, most = Number.POSITIVE_INFINITY): Check {
  return (value, at) => {
    if (typeof value !== 'string') throw new MappingRefusal(at, 'is not a string')
    if (value.length < least) throw new MappingRefusal(at, 'is empty')
    if (value.length > most) throw new MappingRefusal(at, `has more than ${most} characters`)
  }
}

function acceptOneOf(...words: readonly string[]): Check {
  return (value, at) => {
    text()(value, at)
    if (!words.includes(String(value).toLowerCase())) throw new MappingRefusal(at, `is not ${words.join(' or ')}`)
  }
}

/** Checks an argument with members: first as a mapping, then its known members. */
function members(optional: Readonly<Record<string, Check>>, required: Readonly<Record<string, Check>> = {}): Check {
  return (value, at) => {
    if (isDirective(value)) throw new MappingRefusal(at, 'is a directive')
    object(value, at)
    const given = value as Readonly<Record<string, Json>>
    for (const [key, check] of Object.entries(required)) {
      if (given[key] === undefined) throw new MappingRefusal(at, `has no \`${key}\``)
      check(given[key], [...at, key])
    }
    for (const [key, check] of Object.entries(optional)) {
      if (given[key] !== undefined) check(given[key], [...at, key])
    }
  }
}

const checks = new Map<string, Check>([
  ['@path', textOrDirective],
  ['@template', textOrDirective],
  ['@literal', any],
  ['@excludeWhenNull', any],
  ['@liquid', text()],
  ['@if', members({ exists: any, then: any, else: any })],
  ['@case', members({ operator: text(), value: textOrDirective })],
  [
    '@replace',
    members(
      { replacement: text(0, 10), ignorecase: boolean, global: boolean },
      { pattern: text(1, 10), value: textOrDirective },
    ),
  ],
  ['@json', members({}, { value: any, mode: acceptOneOf('encode', 'decode') })],
  ['@flatten', members({ separator: text() }, { value: any })],
  ['@transform', members({}, { apply: object, mapping: object })],
  [
    '@merge',
    (value, at) => {
      members({ direction: acceptOneOf('left', 'right') }, { objects: list })(value, at)
      const { objects } = value as { objects: Json[] }
      objects.forEach((item, i) => {
        object(item, [...at, 'objects', String(i)])
      })
    },
  ],
  [
    '@arrayPath',
    (value, at) => {
      list(value, at)
      const [source, item] = value as Json[]
      textOrDirective(source, [...at, '0'])
      checkPublished(item, [...at, '1'])
    },
  ],
])
