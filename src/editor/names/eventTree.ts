import { type FieldDefinition, standard } from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { callSchemas } from '../../event/index.ts'
import { collectReads, parseMapping } from '../../mapping/index.ts'
import { isObject, type Json } from '../../value/index.ts'
import { describe } from '../entry.ts'
import { PathTree } from './pathTree.ts'

/**
 * The paths of source events: fields of the six calls, the paths that standard fields read, and those of samples. Fields
 * of calls and standard fields bring their descriptions.
 */
export function eventTree(samples: readonly Json[]): PathTree {
  const tree = new PathTree()
  for (const { properties } of Object.values(callSchemas)) {
    for (const [key, { description, type }] of Object.entries(properties as CallProperties)) {
      tree.add([key], { text: description, detail: type ?? 'string', kind: 'path' })
    }
  }
  for (const path of readStandardPaths()) tree.add(path.keys, path.facts)
  for (const sample of samples) if (isObject(sample)) tree.addSample(sample)
  // The event itself is no example of a value.
  tree.sample = undefined
  return tree
}

interface CallProperties {
  readonly [key: string]: { readonly description: string; readonly type?: string }
}

function* readStandardPaths() {
  for (const field of Object.values(standard)) {
    if (!isObject(field) || field.default === undefined) continue
    const { label, description, type, default: mapping } = field as unknown as FieldDefinition
    const parsed = parseMapping(mapping, { problems: new DiagnosticBag(), at: '' })
    const reads = parsed ? collectReads(parsed) : []
    for (const { path } of reads) {
      if (path.length === 0 || path.includes('?')) continue
      yield { keys: path, facts: { text: describe(label, description), detail: type } }
    }
  }
}
