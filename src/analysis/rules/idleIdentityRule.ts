import type { IdentityDefinition, IdentityRule, RequestDefinition } from '../../destination/index.ts'
import { isObject, isSame, type Json, own, type Path, parsePath, pointer } from '../../value/index.ts'
import type { Rule, RuleExample } from '../rule.ts'

function example(rule: object, request: object = {}): RuleExample {
  const url = 'https://api.example.com/events'
  const requests = [{ url, body: { user: { '@path': '$.payload.user' } }, ...request }]
  const identity = { sources: ['https://api.example.com/docs'], ids: { user: {} }, rules: [rule] }
  return { identity, actions: { send: { fields: { user: { type: 'string' } }, requests } } } as RuleExample
}

export const idleIdentityRule: Rule = {
  code: 'CM812',
  cost: 'Journeys are played as if the vendor had no such rule.',
  examples: {
    bad: [
      example({ at: '/users', event: { user: 'user' } }),
      example({ event: { user: 'user.id' } }, { body: { user: 'u-1' } }),
      example({ event: { user: 'person' } }),
      example({ on: { type: 'event' }, event: { user: 'user' } }),
      example({ each: 'events', event: { user: 'user' } }),
    ],
    good: [
      example({ at: '/events', on: { type: null }, event: { user: 'user' } }),
      example({ each: 'data', event: { user: 'id' } }, { body: { data: [{ id: 'u-1' }] } }),
      example({ at: '/events', each: '', event: { user: 'user' } }, { body: { '@jsonata': '[payload]' } }),
    ],
  },
  check({ destination: { definition } }, problems) {
    const shared = definition.request ?? {}
    const requests = Object.values(definition.actions).flatMap(({ requests = [] }) =>
      requests.flatMap(request => (request ? [{ ...shared, ...request } as RequestDefinition] : [])),
    )
    const { identity = [] } = definition
    const isList = Array.isArray(identity)
    for (const [i, section] of ([identity].flat() as IdentityDefinition[]).entries()) {
      for (const [j, rule] of section.rules.entries()) {
        if (requests.some(request => canMeet(request, rule, section))) continue
        const at = pointer('/identity', ...(isList ? [i] : []), 'rules', j)
        problems.add('CM812', at, 'no request can have such an item', {
          help: 'compare `at`, `each`, `on` and the paths',
        })
      }
    }
  },
}

function canMeet({ url, body }: RequestDefinition, rule: IdentityRule, { names = {} }: IdentityDefinition): boolean {
  if (rule.at !== undefined && ![rule.at].flat().some(end => canEndWith(url, end))) return false
  const eachs = rule.each === undefined ? [''] : [rule.each].flat()
  return eachs.some(each => {
    const items = partsAt([body as Json], parsePath(each))
    return items.some(item => {
      const has = Object.entries(rule.on ?? {}).every(([path, value]) => canBe(item, path, value))
      const { event, update, tie, to, merge, into } = rule
      const sources = [event, update, tie, to, merge, into].filter(source => source !== undefined)
      return has && sources.every(source => canHave(item, typeof source === 'string' ? own(names, source) : source))
    })
  })
}

/** True if a URL can end so, before its query. Placeholders may hold anything. */
function canEndWith(url: Json | undefined, end: string): boolean {
  const text = isObject(url) && typeof url['@template'] === 'string' ? url['@template'] : url
  if (typeof text !== 'string') return true
  const path = text.split(/[?#]/, 1)[0]!
  const fixed = path.slice(path.lastIndexOf('}}') + 1)
  return path.endsWith(end) || (fixed.length < path.length && end.endsWith(fixed.slice(1)))
}

function canHave(item: Json | undefined, source: unknown): boolean {
  return [source].flat().some(places =>
    Object.values((places ?? {}) as object).some(place => {
      const paths: readonly string[] = isObject(place) ? [String(place.from)] : [place].flat()
      return paths.every(path => partsAt([item], parsePath(path)).length > 0)
    }),
  )
}

function canBe(item: Json | undefined, path: string, value: Json | undefined): boolean {
  const found = partsAt([item], parsePath(path))
  const values = [value].flat()
  if (values.includes(null)) return true
  return found.some(one => isComputed(one) || values.some(expected => isSame(expected, one)))
}

function isComputed(part: Json | undefined): boolean {
  return part === anything || (isObject(part) && Object.keys(part).some(key => key.startsWith('@')))
}

/** A part that a directive computes. */
const anything = { '@jsonata': '$' } as const

/** Lists all parts of a body that can be at a path. */
function partsAt(parts: readonly (Json | undefined)[], path: Path): (Json | undefined)[] {
  return parts.flatMap(expand).flatMap(part => {
    const [key, ...rest] = path
    if (key === undefined || isComputed(part)) return [isComputed(part) ? anything : part]
    return isObject(part) && Object.hasOwn(part, key) ? partsAt([part[key]], rest) : []
  })
}

/** Lists the values of a part: the elements of lists, the branches of `@if`, the value that `@json` encodes. */
function expand(part: Json | undefined): (Json | undefined)[] {
  if (part === undefined) return []
  if (Array.isArray(part)) return part.flatMap(expand)
  if (!isObject(part)) return [part]
  const encoded = isObject(part['@json']) ? part['@json'].value : undefined
  if (encoded !== undefined) return expand(encoded)
  const branches = isObject(part['@if']) ? [part['@if'].then, part['@if'].else] : []
  return branches.length > 0 ? branches.flatMap(expand) : [part]
}
