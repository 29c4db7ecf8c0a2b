import type { Path } from '../../value/index.ts'
import type { Entry } from '../entry.ts'
import type { PathTree } from '../names/pathTree.ts'
import type { Look, TextLanguage } from './language.ts'

/** Paths of mappings: `$.properties.products[0].name`. In a list of paths, each line is one. */
export function pathLanguage(tree: PathTree): TextLanguage {
  return {
    look(text, offset) {
      const before = text.lastIndexOf('\n', offset - 1) + 1
      const line = text.slice(before).split('\n', 1)[0]!
      const look = lookAtPath(line, offset - before, tree, '$.')
      return look && { ...look, start: before + look.start, end: before + look.end }
    },
  }
}

/** Finds the key at an offset of a path. `root` begins a path that has no key yet. */
export function lookAtPath(text: string, offset: number, tree: PathTree, root = ''): Look | undefined {
  const begin = /^\s*\$?\.?/.exec(text)![0].length
  if (offset < begin || (offset === begin && text.slice(0, begin).trim() !== '$.')) {
    const end = endOfKey(text, begin)
    const head = (entry: Entry): Entry => ({ ...entry, name: `${root}${entry.name}` })
    const written = () => findWritten(tree, [text.slice(begin, end)])
    return { start: /^\s*/.exec(text)![0].length, end, entries: () => tree.list(isPlain).map(head), written }
  }
  const keys: string[] = []
  let start = begin
  for (;;) {
    const end = endOfKey(text, start)
    if (offset <= end) {
      const node = tree.find(keys)
      const written = () => findWritten(tree, [...keys, text.slice(start, end)])
      return { start, end, entries: () => node?.list(isPlain) ?? [], written }
    }
    if (end > start) keys.push(text.slice(start, end))
    const [bracket, number, double, single] = /^\[(?:(\d+)|"([^"]*)"|'([^']*)')\]/.exec(text.slice(end)) ?? []
    start = bracket === undefined ? end + 1 : end + bracket.length
    if (bracket !== undefined) {
      keys.push((number ?? double ?? single)!)
      if (offset < start) return undefined
      if (text[start] === '.') start++
    }
    if (offset < start || start > text.length) return undefined
  }
}

/** True for a key that a path may contain without brackets. */
function isPlain(key: string): boolean {
  return key !== '' && !/[.[\]{}|]|^\s|\s$|^\d+$/.test(key)
}

function endOfKey(text: string, start: number): number {
  const length = /^[^.[]*/.exec(text.slice(start))![0].trimEnd().length
  return start + length
}

export function findWritten(tree: PathTree, keys: Path): Entry | undefined {
  return tree.find(keys)?.entry(keys.at(-1) ?? '')
}
