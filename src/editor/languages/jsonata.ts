import { type DescribedFunction, describeFunctions } from '../../jsonata/index.ts'
import { lazy, type Path } from '../../value/index.ts'
import { code, describe, type Entry } from '../entry.ts'
import type { PathTree } from '../names/pathTree.ts'
import type { TextLanguage } from './language.ts'

/** Names that an expression can use. */
export interface ExpressionNames {
  readonly tree: PathTree
  /** Functions of the definition. */
  readonly functions: () => readonly Entry[]
}

/** JSONata. */
export function jsonataLanguage({ tree, functions }: ExpressionNames): TextLanguage {
  return {
    look(text, offset) {
      const { plain, context } = scan(text, offset)
      if (plain === undefined) return undefined
      const before = /(?:\$\$|\$?[A-Za-z_]\w*|\$)?(?:\.\w*)*$/.exec(plain)![0]
      const end = offset + /^\w*/.exec(text.slice(offset))![0].length
      if (/^\$\w*$/.test(before)) {
        const entries = () => [...functions(), ...builtins(), ...variables(text)]
        return { start: offset - before.length, end, entries }
      }
      // The fields of a variable, and of a computed value, are not known.
      if (/^(?:\$\w|\.)/.test(before)) return undefined
      const keys = before.replace(/^\$\$?\./, '').split('.')
      const start = offset - keys.pop()!.length
      const bases = before.startsWith('$$') || before.startsWith('$.') ? [tree] : [resolve(tree, context), tree]
      const found = bases
        .map(base => base && resolve(base, keys))
        .find(node => node !== undefined && node.children.size > 0)
      const isFirst = keys.length === 0
      const written = () => {
        const word = text.slice(start, end)
        const node = bases.map(base => base && resolve(base, [...keys, word])).find(one => one !== undefined)
        return node?.entry(word)
      }
      return {
        start,
        end,
        entries: () => {
          const inContext = found?.list(isName, true) ?? []
          return unique([...inContext, ...(isFirst ? [...tree.list(isName, true), ...keywords] : [])])
        },
        written,
      }
    },
  }
}

const isName = (key: string) => /^[A-Za-z_]\w*$/.test(key)

const keywords: readonly Entry[] = ['and', 'or', 'in', 'true', 'false', 'null'].map(name => ({ name, kind: 'keyword' }))

/** Describes the functions of the language and of callmap, once. */
const builtins = lazy(() =>
  describeFunctions().map(
    ({ name, signature, summary, examples }): Entry => ({
      name: `$${name}`,
      kind: 'function',
      detail: signature,
      text: describe(summary, examples.slice(0, 3).map(printExample).join('  \n')),
    }),
  ),
)

function printExample({ expression, result }: DescribedFunction['examples'][number]): string {
  return `${code(expression)} gives ${result === undefined ? 'nothing' : code(JSON.stringify(result))}`
}

/** Lists the variables and parameters that an expression names. */
function variables(text: string): Entry[] {
  const bound = [...text.matchAll(/\$(\w+)\s*:=|(?:function|λ)\s*\(([^)]*)\)|[@#]\$(\w+)/g)]
  const names = bound.flatMap(([, variable, parameters = '', focus]) => {
    return [variable, focus, ...parameters.split(',').map(name => name.trim().slice(1))].filter(name => name)
  })
  return [...new Set(names)].map(name => ({ name: `$${name}`, kind: 'variable' }))
}

/** Follows a path; items of lists need no index. */
function resolve(tree: PathTree, path: Path): PathTree | undefined {
  let node: PathTree | undefined = tree
  for (const key of path) {
    const inner: PathTree | undefined = node?.children.get('0')
    node = node?.children.get(key) ?? inner?.children.get(key)
  }
  return node
}

const literals = /"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?|\/\*[\s\S]*?(?:\*\/|$)/g

/**
 * Reads an expression up to an offset: its text with literals blanked, and the path before the innermost open bracket,
 * whose items are the context there. `plain` is absent within a literal.
 */
function scan(text: string, offset: number): { plain?: string; context: Path } {
  const before = text.slice(0, offset)
  let isInside = false
  const plain = before.replace(literals, (literal, index: number) => {
    const isEnded = /^(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\/\*[\s\S]*?\*\/)$/.test(literal)
    if (index + literal.length === offset && !isEnded) isInside = true
    return ' '.repeat(literal.length)
  })
  if (isInside) return { context: [] }
  const contexts: Path[] = [[]]
  for (const { 0: sign, index } of plain.matchAll(/[[{()}\]]/g)) {
    if (/[)}\]]/.test(sign)) contexts.length = Math.max(1, contexts.length - 1)
    else contexts.push(contextAt(plain.slice(0, index), sign, contexts.at(-1)!))
  }
  return { plain, context: contexts.at(-1)! }
}

/** The context inside a bracket after some text: for `a.b[` and `a.b.{` it is `a.b`. */
function contextAt(before: string, sign: string, outer: Path): Path {
  const path = /(?:\$\$?\.)?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(\.?)$/.exec(before)
  const isStep = path?.[1] === '.'
  if (path === null || (sign !== '[' && !isStep)) return outer
  const keys = path[0]
    .replace(/^\$\$?\./, '')
    .split('.')
    .filter(key => key !== '')
  return path[0].startsWith('$') ? keys : [...outer, ...keys]
}

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.toReversed().map(entry => [entry.name, entry])).values()].toReversed()
}
