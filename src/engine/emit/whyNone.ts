import type { MappingJson, RequestDefinition } from '../../destination/index.ts'
import { collectReads } from '../../mapping/index.ts'
import type { RequestTemplate } from '../../request/index.ts'
import { isObject, own, pointer } from '../../value/index.ts'
import type { Skipped } from '../run/action.ts'

/** Explains why an action makes no request: quotes the conditions of its requests. */
export function whyNone(
  written: readonly Partial<RequestDefinition>[],
  templates: readonly RequestTemplate[],
): Pick<Skipped, 'at' | 'message'> {
  if (written.length === 0) return { at: '', message: 'the action has no requests' }
  const reasons = written.flatMap(({ when, forEach }) => [
    ...(when === undefined ? [] : [`${mappingText(when)} is not true`]),
    ...(forEach === undefined ? [] : [`${mappingText(forEach)} has no items`]),
  ])
  const reads = templates.flatMap(({ when, forEach }) =>
    [when, forEach].flatMap(part => (part ? collectReads(part.mapping) : [])),
  )
  const places = new Set(reads.map(({ path: [root, ...keys] }) => (root === 'payload' ? pointer('', ...keys) : '')))
  const [at = ''] = places.size === 1 ? places : []
  return { at, message: `no request is made: ${[...new Set(reasons)].join('; ')}` }
}

const longest = 120

function mappingText(mapping: MappingJson): string {
  const argument = isObject(mapping) ? (own(mapping, '@jsonata') ?? own(mapping, '@path')) : undefined
  const text = typeof argument === 'string' ? argument : JSON.stringify(mapping)
  return `\`${text.length > longest ? `${text.slice(0, longest)}…` : text}\``
}
