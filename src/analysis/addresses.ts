import type { ActionDefinition, Definition, MappingJson, RequestDefinition } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { collectReads, parseMapping } from '../mapping/index.ts'
import { listUrls } from '../request/index.ts'
import { isObject } from '../value/index.ts'

/**
 * Fields of an action that are addresses of its requests: their URL is a path to the field, or to an item of a list in
 * it, or a choice with such a path.
 */
export function addressFields(
  { request }: Definition,
  { requests = [], batch }: ActionDefinition,
): ReadonlySet<string> {
  const all: (Partial<RequestDefinition> | undefined)[] = [...requests, batch?.request, request]
  const keys = all.flatMap(({ url, forEach } = {}): (string | undefined)[] => {
    return listUrls(url, '').flatMap(({ value }) => {
      if (!isObject(value) || !Object.hasOwn(value, '@path')) return []
      return listRoots(value).flatMap(([root, key]) => {
        if (root === 'item' && forEach !== undefined) return listFields(forEach)
        return root === 'payload' ? key : []
      })
    })
  })
  return new Set(keys.filter(key => key !== undefined))
}

function listFields(mapping: MappingJson): (string | undefined)[] {
  return listRoots(mapping).flatMap(([root, key]) => (root === 'payload' ? key : []))
}

function listRoots(json: MappingJson): (readonly string[])[] {
  const mapping = parseMapping(json, { problems: new DiagnosticBag(), at: '' })
  return mapping === undefined ? [] : collectReads(mapping).map(({ path }) => path)
}
