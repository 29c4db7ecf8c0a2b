import { collectReads, type Mapping } from '../mapping/index.ts'
import { chargeCompilation, compileCost, type Path, type Pointer, pointer } from '../value/index.ts'

/** A value that contains an unknown secret, with the path at which templates read it. */
export interface UnknownSecret {
  readonly path: Path
  /** The secret's name. */
  readonly name: string
  /** The value is the secret and nothing else. */
  readonly isWhole: boolean
}

/** A place of a request that contains an unknown secret. */
export interface SecretPlace {
  /** JSON Pointer into the request: `/headers/authorization`; also into a body of JSON. */
  readonly at: Pointer
  /** The secret's name. */
  readonly name: string
  /** The value there is the secret and nothing else. */
  readonly isWhole: boolean
  /** Set for the value of a token. */
  readonly isToken?: true
}

/** Finds the unknown secrets that the value of a mapping may contain. */
export function findUnknown(mapping: Mapping, unknown: readonly UnknownSecret[]): readonly UnknownSecret[] {
  if (unknown.length === 0) return unknown
  const reads = collectReads(mapping).map(({ path }) => knownKeys(path))
  chargeCompilation((reads.length + 1) * (unknown.length + 1) * compileCost.comparison)
  return unknown.filter(({ path }) => {
    const known = knownKeys(path)
    return reads.some(read => overlap(read, known))
  })
}

/** Finds the places that may contain unknown secrets in a value at `at`; inside a directive, the place is the directive. */
export function findSecretPlaces(mapping: Mapping, at: Pointer, unknown: readonly UnknownSecret[]): SecretPlace[] {
  if (unknown.length === 0) return []
  chargeCompilation(compileCost.comparison)
  // Most parts of requests read only the payload.
  if (!collectReads(mapping).some(({ path: [root] }) => mayBeRoot(root, unknown))) return []
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

function mayBeRoot(root: string | undefined, unknown: readonly UnknownSecret[]): boolean {
  return root === undefined || root === '?' || isIndex(root) || unknown.some(({ path }) => path[0] === root)
}

/** Keys of a path up to the first that is known only at run time, without indices. */
function knownKeys(path: Path): Path {
  const end = path.indexOf('?')
  return (end === -1 ? path : path.slice(0, end)).filter(key => !isIndex(key))
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key)
}

/** True if one path is a prefix of the other. */
function overlap(a: Path, b: Path): boolean {
  return a.length <= b.length ? a.every((key, i) => key === b[i]) : overlap(b, a)
}
