import type { PathTree } from '../names/pathTree.ts'
import type { TextLanguage } from './language.ts'
import { lookAtPath } from './path.ts'

/** Strings with paths in double braces: `Hello {{traits.name}}`. In Liquid, a path ends at the first filter. */
export function templateLanguage(tree: PathTree): TextLanguage {
  return {
    look(text, offset) {
      const open = text.lastIndexOf('{{', offset - 2)
      if (open < 0 || open + 2 > offset) return undefined
      const close = text.indexOf('}}', open)
      if (close >= 0 && close < offset) return undefined
      const start = open + 2
      const inside = text.slice(start, close < 0 ? offset : close)
      const path = /^[^|{}]*/.exec(inside)![0]
      if (offset - start > path.length) return undefined
      const look = lookAtPath(path, offset - start, tree)
      if (look === undefined) return undefined
      const after = close < 0 ? '}}' : ''
      return { ...look, start: start + look.start, end: start + look.end, after }
    },
  }
}
