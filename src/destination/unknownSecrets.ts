import { collectReads, type Mapping } from '../mapping/index.ts'
import { type Path, type Pointer, pointer } from '../value/index.ts'

/** A value that is made of a secret which is only a reference, and the path at which templates read it. */
export interface UnknownSecret {
  readonly path: Path
  /** The secret's name. */
  readonly name: string
  /** The value is the secret and nothing else. */
  readonly isWhole: boolean
}

/** A place of a request that is made of a secret whose value is not known. */
export interface SecretPlace {
  /** A JSON Pointer into the request: `/headers/authorization`; into its body where that is JSON. */
  readonly at: Pointer
  /** The secret's name. */
  readonly name: string
  /** The value there is the secret and nothing else. */
  readonly isWhole: boolean
}

/** The unknown secrets that the value of a mapping may be made of. */
export function findUnknown(mapping: Mapping, unknown: readonly UnknownSecret[]): readonly UnknownSecret[] {
  if (unknown.length === 0) return unknown
  const reads = collectReads(mapping).map(({ path }) => knownKeys(path))
  return unknown.filter(({ path }) => reads.some(read => overlap(read, path)))
}

/** The places of a value at `at` that may be made of unknown secrets: as deep as no directive is around them. */
export function findSecretPlaces(mapping: Mapping, at: Pointer, unknown: readonly UnknownSecret[]): SecretPlace[] {
  if (unknown.length === 0) return []
  switch (mapping.kind) {
    case 'value':
      return []
    case 'list':
      return mapping.items.flatMap((item, i) => findSecretPlaces(item, pointer(at, i), unknown))
    case 'object':
      return mapping.members.flatMap(({ key, mapping }) => findSecretPlaces(mapping, pointer(at, key), unknown))
    case 'directive': {
      const [read] = mapping.applied.copies ? collectReads(mapping) : []
      return findUnknown(mapping, unknown).map(({ path, name, isWhole }) => {
        return { at, name, isWhole: isWhole && read?.path.length === path.length }
      })
    }
  }
}

/** The keys of a path up to the first that only a run tells, without the numbers of items. */
function knownKeys(path: Path): Path {
  const end = path.indexOf('?')
  return (end === -1 ? path : path.slice(0, end)).filter(key => !/^\d+$/.test(key))
}

/** True if one of two paths leads to the other. */
function overlap(a: Path, b: Path): boolean {
  return a.length <= b.length ? a.every((key, i) => key === b[i]) : overlap(b, a)
}
