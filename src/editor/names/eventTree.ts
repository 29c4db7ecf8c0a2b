import { type FieldDefinition, standard } from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { callSchemas } from '../../event/index.ts'
import { collectReads, parseMapping } from '../../mapping/index.ts'
import { isObject, type Json, lazy, type Path } from '../../value/index.ts'
import { describe } from '../entry.ts'
import { PathTree } from './pathTree.ts'

/**
 * The paths of source events: fields of the six calls, the paths that standard fields and others read, and those of samples. Fields
 * of calls and standard fields bring their descriptions.
 */
export function eventTree(samples: readonly Json[], read: readonly Path[] = []): PathTree {
  const tree = new PathTree()
  for (const { properties } of Object.values(callSchemas)) {
    for (const [key, { description, type }] of Object.entries(properties as CallProperties)) {
      tree.add([key], { text: description, detail: type ?? 'string', kind: 'path' })
    }
  }
  for (const { keys, facts } of standardPaths()) tree.add(keys, facts)
  for (const keys of read) tree.add(keys)
  for (const sample of samples) if (isObject(sample)) tree.addSample(sample)
  // The event itself is no example of a value.
  tree.sample = undefined
  return tree
}

interface CallProperties {
  readonly [key: string]: { readonly description: string; readonly type?: string }
}

/**
 * The paths of standard fields. A field describes its first path best, above all if that is its only one. Computed once.
 */
const standardPaths = lazy(() => {
  const fields = Object.values(standard).flatMap(field => {
    if (!isObject(field) || field.default === undefined) return []
    const { label, description, type, default: mapping } = field as unknown as FieldDefinition
    return { paths: listReads(mapping), facts: { text: describe(label, description), detail: type } }
  })
  const all = fields.flatMap(({ paths, facts }) =>
    paths.map((keys, index) => ({
      keys,
      facts: keys.includes('0') ? {} : facts,
      rank: index === 0 ? paths.length : Number.MAX_SAFE_INTEGER,
    })),
  )
  return all.toSorted((a, b) => a.rank - b.rank)
})

/** Lists the paths that a mapping of an event reads. Items of lists have the key `0`. */
export function listReads(mapping: unknown): Path[] {
  const parsed = parseMapping(mapping, { problems: new DiagnosticBag(), at: '' })
  const paths = (parsed ? collectReads(parsed) : []).map(({ path }) => path.map(key => (key === '?' ? '0' : key)))
  return paths.filter(([root]) => root !== undefined && root !== '0')
}
