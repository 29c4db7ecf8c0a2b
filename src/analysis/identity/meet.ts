import type {
  ActionDefinition,
  Definition,
  IdentityDefinition,
  IdentityRule,
  IdSource,
  RequestDefinition,
} from '../../destination/index.ts'
import { isObject, isSame, type Json, type JsonObject, own, type Path, parsePath } from '../../value/index.ts'

/** Lists the requests of an action with everything that they inherit. */
export function listRequests(
  { request: shared = {} }: Pick<Definition, 'request'>,
  { requests = [] }: Pick<ActionDefinition, 'requests'>,
): RequestDefinition[] {
  return requests.flatMap(request => (request ? [{ ...shared, ...request } as RequestDefinition] : []))
}

/** True if a request can have an item that a rule is about, with all IDs of the rule. */
export function canMeet(request: RequestDefinition, rule: IdentityRule, section: IdentityDefinition): boolean {
  return findItems(request, rule, section).length > 0
}

/** Finds the items of a request that a rule can be about. */
export function findItems(
  { url, body }: RequestDefinition,
  rule: IdentityRule,
  { names }: IdentityDefinition,
): (Json | undefined)[] {
  if (rule.at !== undefined && ![rule.at].flat().some(end => canEndWith(url, end))) return []
  const { event, update, tie, to, merge, into } = rule
  const sources = [event, update, tie, to, merge, into].filter(source => source !== undefined)
  const eachs = rule.each === undefined ? [''] : [rule.each].flat()
  return eachs
    .flatMap(each => partsAt([body as Json], parsePath(each)))
    .filter(item => Object.entries(rule.on ?? {}).every(([path, value]) => canBe(item, path, value)))
    .filter(item => sources.every(source => findIds(item, source, names).length > 0))
}

/** Finds the parts of an item that may be the IDs of a source. */
export function findIds(
  item: Json | undefined,
  source: IdSource,
  names: IdentityDefinition['names'] = {},
): (Json | undefined)[] {
  const places = typeof source === 'string' ? (own(names, source) ?? {}) : source
  return [places].flat().flatMap(ofKinds =>
    Object.values(ofKinds).flatMap(place => {
      const paths: readonly string[] = isObject(place) ? [String(place.from)] : [place].flat()
      const parts = paths.map(path => partsAt([item], parsePath(path)))
      return parts.every(found => found.length > 0) ? parts.flat() : []
    }),
  )
}

/** True if an item has the members of a rule for certain: no expression computes them. */
export function isCertain(item: Json | undefined, { on = {} }: IdentityRule): boolean {
  return Object.keys(on).every(path => partsAt([item], parsePath(path)).every(part => !isComputed(part)))
}

/** True if a URL can end so, before its query. Placeholders may hold anything. */
function canEndWith(url: Json | undefined, end: string): boolean {
  const text = isObject(url) && typeof url['@template'] === 'string' ? url['@template'] : url
  if (typeof text !== 'string') return true
  const path = text.split(/[?#]/, 1)[0]!
  const fixed = path.slice(path.lastIndexOf('}}') + 1)
  return path.endsWith(end) || (fixed.length < path.length && end.endsWith(fixed.slice(1)))
}

function canBe(item: Json | undefined, path: string, value: Json | undefined): boolean {
  const found = partsAt([item], parsePath(path))
  const values = [value].flat()
  if (values.includes(null)) return true
  return found.some(one => isComputed(one) || values.some(expected => isSame(expected, one)))
}

/** True for a part that a directive computes. */
function isComputed(part: Json | undefined): boolean {
  return isObject(part) && Object.keys(part).some(key => key.startsWith('@'))
}

/** Lists all parts of a body that can be at a path. In a part that a directive computes, that part. */
function partsAt(parts: readonly (Json | undefined)[], path: Path): (Json | undefined)[] {
  return parts.flatMap(expand).flatMap(part => {
    const [key, ...rest] = path
    if (key === undefined || isComputed(part)) return [part]
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
  return branches.length > 0 ? branches.flatMap(expand) : [writeFields(part)]
}

/** Writes the fields that `@fields` names as members. With `"*"` they may be any. */
function writeFields(part: JsonObject): JsonObject {
  const { '@fields': fields, except: _, ...members } = part
  const named = [fields].flat().map(one => (typeof one === 'string' ? { [one]: one } : one))
  if (fields === undefined || named.some(one => !isObject(one) || Object.hasOwn(one, '*'))) return part
  const copies = Object.entries(Object.assign({}, ...named)).map(([key, field]) => [
    key,
    { '@path': `$.payload.${field}` },
  ])
  return { ...Object.fromEntries(copies), ...members }
}
