import { chargeCompilation, compileCost, rememberByObject } from '../value/index.ts'
import type { Mapping, Part, Read } from './mapping.ts'

/** Lists the mappings directly inside a mapping. */
export function listChildren(mapping: Mapping): Mapping[] {
  return listParts(mapping).map(part => part.mapping)
}

/** Collects the paths of the input that a mapping may read. The parts of a request are asked for them several times. */
export const collectReads: (mapping: Mapping) => readonly Read[] = /* @__PURE__ */ rememberByObject(mapping => {
  const reads = collectAll(mapping)
  chargeCompilation(reads.length * compileCost.comparison)
  return reads
})

function collectAll(mapping: Mapping): Read[] {
  const own = mapping.kind === 'directive' ? (mapping.applied.reads ?? []) : []
  const inner = listParts(mapping).flatMap(({ mapping, origin }) => {
    if (origin === undefined) return collectReads(mapping)
    return collectReads(mapping).flatMap(({ path, at }) => {
      const translated = origin(path)
      return translated === undefined ? [] : [{ path: translated, at }]
    })
  })
  return [...own, ...inner]
}

/** Lists the mappings directly inside a mapping, with the origin of their input. */
export function listParts(mapping: Mapping): readonly Part[] {
  switch (mapping.kind) {
    case 'value':
      return []
    case 'list':
      return mapping.items.map(item => ({ mapping: item }))
    case 'object':
      return mapping.members
    case 'directive':
      return mapping.applied.parts ?? []
  }
}
