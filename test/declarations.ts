import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A name in a declaration file, where it is declared. */
interface Declared {
  readonly file: string
  readonly name: string
  readonly node: Node
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** A name of another file. */
interface Link {
  readonly file: string
  readonly name: string
}

interface Declarations {
  readonly declared: ReadonlyMap<string, Node>
  /** Names that are imported or handed on, by the name that they have here. */
  readonly links: ReadonlyMap<string, Link>
  readonly exported: readonly string[]
}

/** Names that an entry exports, and the types among them that no signature of its values reaches. */
export function readEntry(file: string): { values: string[]; types: string[]; unreached: string[] } {
  const exported = read(file).exported.flatMap(name => resolve(file, name) ?? [])
  const isType = ({ node }: Declared) => /^TS(Interface|TypeAlias)Declaration$/.test(node.type)
  const [types, values] = [exported.filter(isType), exported.filter(one => !isType(one))]
  const reached = new Set<Node>()
  for (const value of values) reach(value, reached)
  const namesOf = (list: readonly Declared[]) => list.map(({ name }) => name).toSorted()
  return {
    values: namesOf(values),
    types: namesOf(types),
    unreached: namesOf(types.filter(it => !reached.has(it.node))),
  }
}

function reach({ file, node }: Declared, reached: Set<Node>): void {
  if (reached.has(node)) return
  reached.add(node)
  for (const name of identifiers(node)) {
    const found = resolve(file, name)
    if (found) reach(found, reached)
  }
}

/** Finds where a name of a file is declared; a name of a package or of the language is not found. */
function resolve(file: string, name: string): Declared | undefined {
  const { declared, links } = read(file)
  const [node, link] = [declared.get(name), links.get(name)]
  if (node) return { file, name, node }
  return link && resolve(link.file, link.name)
}

const known = new Map<string, Declarations>()

function read(file: string): Declarations {
  const declarations = known.get(file) ?? parse(file)
  known.set(file, declarations)
  return declarations
}

function parse(file: string): Declarations {
  const declared = new Map<string, Node>()
  const links = new Map<string, Link>()
  const exported: string[] = []
  const { body } = parseAst(readFileSync(file, 'utf8'), { lang: 'dts' }) as unknown as { body: readonly Statement[] }
  for (const { type, declaration, source, specifiers = [], ...rest } of body) {
    const other = source?.value.startsWith('.') ? join(file, '..', source.value.replace(/\.ts$/, '.d.ts')) : undefined
    for (const { local, imported, exported: handedOn } of specifiers) {
      const here = (handedOn ?? local).name
      if (other) links.set(here, { file: other, name: (imported ?? local).name })
      if (handedOn) exported.push(here)
    }
    const node = declaration ?? (specifiers.length === 0 ? ({ type, ...rest } as Node) : undefined)
    const names = node && namesOf(node)
    for (const name of names ?? []) declared.set(name, node!)
    if (declaration && names) exported.push(...names)
  }
  return { declared, links, exported }
}

interface Statement extends Node {
  readonly declaration?: Node | null
  readonly source?: { readonly value: string } | null
  readonly specifiers?: readonly { readonly local: Name; readonly imported?: Name; readonly exported?: Name }[]
}

interface Name {
  readonly name: string
}

function namesOf(node: Node): string[] {
  if (node.type === 'VariableDeclaration') return (node.declarations as { id: Name }[]).map(({ id }) => id.name)
  return node.id ? [(node.id as Name).name] : []
}

function* identifiers(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  const { type, name } = node as Node
  if (type === 'Identifier') yield name as string
  for (const child of Object.values(node)) yield* identifiers(child)
}
