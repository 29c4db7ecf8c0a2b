import { collectReads, type Mapping } from '../mapping/index.ts'
import { chargeCompilation, compileCost, lazy, type Path, type Pointer, pointer } from '../value/index.ts'

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

/** Unknown secrets below a key of their paths. */
interface Branch {
  /** Numbers of the secrets whose paths end here. */
  readonly ends: number[]
  below?: Map<string, Branch>
}

/** Unknown secrets as a tree of their paths: there may be as many as settings, and each part of each request asks for its own. */
export class UnknownSecrets {
  readonly all: readonly UnknownSecret[]
  readonly #tree: Branch = { ends: [] }
  /** Numbers by names. */
  readonly #numbers = lazy(() => new Map(this.all.map(({ name }, number) => [name, number])))

  constructor(all: readonly UnknownSecret[]) {
    chargeCompilation(all.length * compileCost.secret)
    this.all = all
    for (const [number, { path }] of all.entries()) {
      let branch = this.#tree
      for (const key of knownKeys(path)) {
        branch.below ??= new Map()
        if (!branch.below.has(key)) branch.below.set(key, { ends: [] })
        branch = branch.below.get(key)!
      }
      branch.ends.push(number)
    }
  }

  with(more: readonly UnknownSecret[]): UnknownSecrets {
    return more.length === 0 ? this : new UnknownSecrets([...this.all, ...more])
  }

  /** Sorts names in the order of the secrets. */
  sort(names: readonly string[]): readonly string[] {
    const numbers = this.#numbers()
    return names.toSorted((a, b) => numbers.get(a)! - numbers.get(b)!)
  }

  /** Finds those that the value of a mapping may contain. */
  in(mapping: Mapping): readonly UnknownSecret[] {
    return this.at(collectReads(mapping).map(({ path }) => path))
  }

  /** Finds those that reads of these paths may meet: the path of either is the start of the other's. */
  at(paths: readonly Path[]): readonly UnknownSecret[] {
    if (this.all.length === 0) return []
    const found = new Set<number>()
    const reached = new Set<Branch>()
    for (const path of paths) {
      const branch = this.#follow(knownKeys(path), found)
      if (branch === undefined || reached.has(branch)) continue
      reached.add(branch)
      collectAll(branch, found)
    }
    chargeCompilation((paths.length + 1) * compileCost.comparison + found.size * compileCost.secret)
    return [...found].sort((a, b) => a - b).map(number => this.all[number]!)
  }

  /** True if the value of a mapping may contain any. */
  mayBeIn(mapping: Mapping): boolean {
    if (this.all.length === 0) return false
    chargeCompilation(compileCost.comparison)
    return collectReads(mapping).some(({ path }) => {
      const [root] = knownKeys(path)
      return root === undefined || this.#tree.below?.has(root) === true
    })
  }

  /** Returns the branch at the end of a path, and collects the secrets whose paths end on the way. */
  #follow(keys: Path, found: Set<number>): Branch | undefined {
    let branch: Branch | undefined = this.#tree
    for (const key of keys) {
      for (const number of branch.ends) found.add(number)
      branch = branch.below?.get(key)
      if (branch === undefined) return undefined
    }
    return branch
  }
}

function collectAll({ ends, below }: Branch, found: Set<number>): void {
  for (const number of ends) found.add(number)
  for (const branch of below?.values() ?? []) collectAll(branch, found)
}

/** Finds the places that may contain unknown secrets in a value at `at`; inside a directive, the place is the directive. */
export function findSecretPlaces(mapping: Mapping, at: Pointer, unknown: UnknownSecrets): SecretPlace[] {
  // Most parts of requests read only the payload.
  if (!unknown.mayBeIn(mapping)) return []
  switch (mapping.kind) {
    case 'value':
      return []
    case 'list':
      return mapping.items.flatMap((item, i) => findSecretPlaces(item, pointer(at, i), unknown))
    case 'object':
      return mapping.members.flatMap(({ key, mapping }) => findSecretPlaces(mapping, pointer(at, key), unknown))
    case 'directive': {
      const [read] = mapping.applied.copies ? collectReads(mapping) : []
      return unknown.in(mapping).map(({ path, name, isWhole }) => {
        return { at, name, isWhole: isWhole && read?.path.length === path.length }
      })
    }
  }
}

/** Keys of a path up to the first that is known only at run time, without indices. */
function knownKeys(path: Path): Path {
  const end = path.indexOf('?')
  return (end === -1 ? path : path.slice(0, end)).filter(key => !isIndex(key))
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key)
}
