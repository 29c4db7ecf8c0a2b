import type { FieldDefinition } from '../destination/index.ts'
import { isField, roots } from '../trigger/index.ts'
import type { JsonObject } from '../value/index.ts'

/** The meaning of a string that looks like a path: a directive, if that is known. */
export interface Meant {
  readonly directive?: JsonObject
}

/** Keys of a path as authors write them: after a dot, or in brackets. */
const keys = /^(?:\.[A-Za-z_$][\w$-]*|\[\d+\]|\[(?:"[^"\]]*"|'[^'\]]*')\])+$/

/**
 * Reads a string as the path that its author meant. A path begins with `$.`; authors also write blanks around it, brackets
 * after the `$`, or leave out the dot or both. Such a string is a path only if `isRoot` takes its first key.
 */
export function readAsPath(text: string, isRoot: (root: string, rest: string) => boolean): Meant | undefined {
  const trimmed = text.trim()
  const path = (root: string, rest: string): Meant => ({ directive: { '@path': `$.${root}${rest}` } })
  const [, first, after = ''] = /^\$\.\.?([A-Za-z_]\w*)(.*)$/.exec(trimmed) ?? []
  // Words after a path are an expression, or prose.
  if (/\s/.test(trimmed)) return first !== undefined && isRoot(first, '.') ? {} : undefined
  if (first !== undefined) return path(first, after)
  if (trimmed.startsWith('$[')) {
    const [, root, rest = ''] = /^\$\[["'](\w+)["']\](.*)$/.exec(trimmed) ?? []
    return root !== undefined && isRoot(root, rest) ? path(root, rest) : {}
  }
  const [, dollar, root = '', rest = ''] = /^(\$?)([A-Za-z_]\w*)(.*)$/.exec(trimmed) ?? []
  const isPath = rest === '' ? dollar === '$' && isRoot(root, rest) : keys.test(rest) && isRoot(root, rest)
  return isPath ? path(root, rest) : undefined
}

/** True for a root of events that contains others, and for an ID, whose name is no word. */
const isEventRoot = (root: string, rest: string) =>
  rest === '' ? roots.has(root) && root.endsWith('Id') : isField([root, rest])

/** Returns what a string in the mapping of a field means, if it looks like a path of the event. */
export function eventPathMeant(text: unknown, field?: FieldDefinition): Meant | undefined {
  if (typeof text !== 'string') return undefined
  const isChoice = field?.choices?.some(choice => text === (typeof choice === 'object' ? choice.value : choice))
  if (isChoice) return undefined
  // The whole event fits an object only, and `$` alone is the sign of a currency.
  if (text.trim() === '$') return field?.type === 'object' ? { directive: { '@path': '$.' } } : undefined
  return readAsPath(text, isEventRoot)
}
