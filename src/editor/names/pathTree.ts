import { isObject, type Json, type Path } from '../../value/index.ts'
import { code, describe, type Entry } from '../entry.ts'

/** Deepest path of sample events, and most paths that are offered at once. */
const [maxDepth, mostOffered] = [8, 300]

/** The paths of an input, each with what is known about its value. Items of a list have the key `0`. */
export class PathTree {
  readonly children = new Map<string, PathTree>()
  /** Facts about the value here. */
  facts: Omit<Entry, 'name' | 'kind'> & { readonly kind?: Entry['kind'] } = {}
  /** A value of a sample. */
  sample: Json | undefined

  /** Adds a path, and facts about its value. Facts that are known stay. */
  add(path: Path, facts: PathTree['facts'] = {}): PathTree {
    let node: PathTree = this
    for (const key of path) {
      const child = node.children.get(key) ?? new PathTree()
      node.children.set(key, child)
      node = child
    }
    node.facts = { ...facts, ...node.facts }
    return node
  }

  /** Adds the paths of a sample. */
  addSample(value: Json, depth = 0): void {
    if (this.sample === undefined || this.sample === null) this.sample = value
    if (depth > maxDepth) return
    if (Array.isArray(value)) for (const item of value.slice(0, 5)) this.add(['0']).addSample(item, depth + 1)
    if (!isObject(value)) return
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) this.add([key]).addSample(member, depth + 1)
    }
  }

  find(path: Path): PathTree | undefined {
    let node: PathTree | undefined = this
    for (const key of path) node = node?.children.get(/^\d+$/.test(key) ? '0' : key)
    return node
  }

  /** The entries of the paths below, near ones first, for keys that `isPlain`. With `inLists`, items need no index. */
  list(isPlain: (key: string) => boolean, inLists = false): Entry[] {
    const found: Entry[] = []
    let level: (readonly [path: Path, node: PathTree])[] = [[[], this]]
    while (level.length > 0 && found.length < mostOffered) {
      const next: (readonly [path: Path, node: PathTree])[] = []
      for (const [path, node] of level) {
        for (const [key, child] of node.children) {
          const isItem = key === '0'
          if (!isItem && !isPlain(key)) continue
          const inner = isItem && inLists ? path : [...path, key]
          if (!isItem) found.push(child.entry(printPlain(inner)))
          // A path begins with a key.
          if (!isItem || path.length > 0 || inLists) next.push([inner, child])
        }
      }
      level = next
    }
    return found.slice(0, mostOffered)
  }

  /** Describes an object that nothing else describes, by its members. */
  #listMembers(): string | undefined {
    const keys = [...this.children.keys()].filter(key => key !== '0').slice(0, 10)
    return keys.length === 0 ? undefined : `With ${keys.map(code).join(', ')}.`
  }

  entry(name: string): Entry {
    const { kind = 'path', detail, text, ...facts } = this.facts
    const { sample } = this
    const type = detail ?? (sample === undefined ? undefined : nameType(sample))
    const example = sample === undefined ? undefined : `For example ${code(JSON.stringify(sample))}`
    return {
      name,
      kind,
      ...facts,
      ...(type !== undefined && { detail: type }),
      text: describe(text ?? this.#listMembers(), example),
    }
  }
}

/** Prints a path whose keys need no quotes: `items[0].name with spaces`. */
function printPlain(path: Path): string {
  return path.reduce((text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '')
}

function nameType(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
}
