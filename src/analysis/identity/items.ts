import type { IdentityRule } from '../../destination/index.ts'
import type { Request } from '../../request/index.ts'
import { isObject, isSame, type Json, type JsonObject, jsonOrText } from '../../value/index.ts'
import { readAt, readMember } from './id.ts'

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
  readonly value: JsonObject
  /** Rules about it, in their order. */
  readonly rules: readonly IdentityRule[]
}

/** Lists the items of a request that rules are about, in the order of the body. */
export function listItems({ path, body }: ReadRequest, rules: readonly IdentityRule[]): Item[] {
  const byItem = new Map<string, { value: JsonObject; rules: IdentityRule[] }>()
  for (const rule of rules) {
    if (rule.at !== undefined && ![rule.at].flat().some(end => path.endsWith(end))) continue
    for (const { at, value } of itemsOf(body, rule.each)) {
      if (!hasMembers(value, rule.on)) continue
      const item = byItem.get(at) ?? { value, rules: [] }
      byItem.set(at, item)
      item.rules.push(rule)
    }
  }
  return [...byItem.values()]
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
