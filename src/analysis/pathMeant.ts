import type { FieldDefinition } from '../destination/index.ts'
import { isField, roots } from '../trigger/index.ts'
import type { JsonObject } from '../value/index.ts'
import { firstPlaceholder, templateMeant } from './templateMeant.ts'

/** The meaning of a string that looks like a path or a template: a directive, if that is known. */
export interface Meant {
  readonly kind: 'path' | 'template'
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
  const path = (root: string, rest: string) => meantPath(`$.${root}${rest}`)
  const [, first, after = ''] = /^\$\.\.?([A-Za-z_]\w*)(.*)$/.exec(trimmed) ?? []
  if (/\s/.test(trimmed)) return isExpression(trimmed, isRoot) ? { kind: 'path' } : undefined
  if (first !== undefined) return path(first, after)
  if (trimmed.startsWith('$[')) {
    const [, root, rest = ''] = /^\$\[["'](\w+)["']\](.*)$/.exec(trimmed) ?? []
    return root !== undefined && isRoot(root, rest) ? path(root, rest) : { kind: 'path' }
  }
  const [, dollar, root = '', rest = ''] = /^(\$?)([A-Za-z_]\w*)(.*)$/.exec(trimmed) ?? []
  const isPath = rest === '' ? dollar === '$' && isRoot(root, rest) : keys.test(rest) && isRoot(root, rest)
  return isPath ? path(root, rest) : undefined
}

const meantPath = (path: string): Meant => ({ kind: 'path', directive: { '@path': path } })

/** True for a path with `$.` and words after it, and for any path with an operator after it. */
function isExpression(text: string, isRoot: (root: string, rest: string) => boolean): boolean {
  const [, dollar, root = '', rest = '', after = ''] = /^(\$\.|)([A-Za-z_]\w*)(\S*)\s+(\S+)/.exec(text) ?? []
  if (dollar === '$.') return isRoot(root, '.')
  return keys.test(rest) && isRoot(root, rest) && operators.has(after)
}

const operators: ReadonlySet<string> = new Set(['||', '&&', '??', '?:', '==', '=', '!=', '&', '*', 'or', 'and'])

/** True for a root of events that contains others, and for an ID, whose name is no word. */
const isEventRoot = (root: string, rest: string) =>
  rest === '' ? roots.has(root) && root.endsWith('Id') : isField([root, rest])

/** Returns what a string in the mapping of a field means, if it looks like a path of the event or a template of it. */
export function eventMeant(text: unknown, field?: FieldDefinition): Meant | undefined {
  if (typeof text !== 'string') return undefined
  const isChoice = field?.choices?.some(choice => text === (typeof choice === 'object' ? choice.value : choice))
  if (isChoice) return undefined
  // The whole event fits an object only, and `$` alone is the sign of a currency.
  if (text.trim() === '$') return field?.type === 'object' ? meantPath('$.') : undefined
  const path = readAsPath(text, isEventRoot)
  if (path !== undefined || !roots.has(firstPlaceholder(text)?.[0] ?? '')) return path
  const directive = templateMeant(text)
  // A template gives a string, which is no object.
  const fits = field?.type !== 'object' || Object.hasOwn(directive, '@path')
  return { kind: 'template', ...(fits && { directive }) }
}
