import type { IdentityDefinition, IdentityRule, IdSource } from '../../destination/index.ts'
import type { Request } from '../../request/index.ts'
import { isObject, isSame, type Json, type JsonObject, jsonOrText } from '../../value/index.ts'
import { type Id, keyOf, readAt, readId, readMember } from './id.ts'

/** A single request, with its body as a value. */
export interface ReadRequest {
  /** The URL without its query. */
  readonly path: string
  readonly body: unknown
}

export function readRequest({ url, body, headers }: Request): ReadRequest {
  return { path: url.split(/[?#]/, 1)[0]!, body: body === undefined ? undefined : readBody(body, headers) }
}

function readBody(body: string, headers: Request['headers']): unknown {
  const type = headers['content-type'] ?? ''
  if (type.includes('urlencoded')) return Object.fromEntries(new URLSearchParams(body))
  if (type.includes('ndjson')) return body.split('\n').filter(Boolean).map(jsonOrText)
  return jsonOrText(body)
}

/** An item of a request: one event, or the changes of one profile. */
export interface Item {
  /** Rules about it, in their order. */
  readonly rules: readonly ReadRule[]
}

/** A rule and the IDs of an item that it is about. They are read once: calls are played in many orders. */
export interface ReadRule {
  readonly rule: IdentityRule
  /** ID of the profile that gets an event or an update. */
  readonly placing: Id | undefined
  /** Two different IDs of a tie or a merge. */
  readonly pair: readonly [Id, Id] | undefined
}

/** Lists the items of a request that rules are about, in the order of the body. */
export function listItems({ path, body }: ReadRequest, identity: IdentityDefinition): Item[] {
  const byItem = new Map<string, { rules: ReadRule[] }>()
  for (const rule of identity.rules) {
    if (rule.at !== undefined && ![rule.at].flat().some(end => path.endsWith(end))) continue
    for (const { at, value } of itemsOf(body, rule.each)) {
      if (!hasMembers(value, rule.on)) continue
      const item = byItem.get(at) ?? { rules: [] }
      byItem.set(at, item)
      item.rules.push(readRule(rule, value, identity))
    }
  }
  return [...byItem.values()]
}

function readRule(rule: IdentityRule, item: JsonObject, identity: IdentityDefinition): ReadRule {
  const read = (source: IdSource | undefined) => (source === undefined ? undefined : readId(item, source, identity))
  const [one, other] = [read(rule.tie ?? rule.merge), read(rule.to ?? rule.into)]
  const isPair = one && other && keyOf(one, identity) !== keyOf(other, identity)
  return { rule, placing: read(rule.event ?? rule.update), pair: isPair ? [one, other] : undefined }
}

function itemsOf(body: unknown, each: IdentityRule['each']): { at: string; value: JsonObject }[] {
  const paths = each === undefined ? [undefined] : [each].flat()
  return paths.flatMap(path => {
    const found = path === undefined ? body : readMember(readAt(body, path))
    const list = Array.isArray(found) ? found : [found]
    return list.flatMap((value, i) => (isObject(value) ? [{ at: `${path ?? ''}/${i}`, value }] : []))
  })
}

function hasMembers(item: JsonObject, on: IdentityRule['on'] = {}): boolean {
  return Object.entries(on).every(([path, expected]) => {
    const value = readAt(item, path) ?? null
    return [expected].flat().some(one => isSame(one as Json, value))
  })
}
