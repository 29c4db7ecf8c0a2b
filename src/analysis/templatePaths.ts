import type { ActionDefinition, Definition } from '../destination/index.ts'
import { directives, type MappingContext } from '../mapping/index.ts'
import { roots } from '../trigger/index.ts'
import { type Json, own, type Pointer, pointerKeys, rememberByObject } from '../value/index.ts'
import { type Meant, readAsPath } from './pathMeant.ts'
import { firstPlaceholder, templateMeant } from './templateMeant.ts'
import { isProse, walk } from './walk.ts'

/** A plain string in a template of a definition that looks like a path. */
export interface TemplatePath extends Meant {
  readonly at: Pointer
}

/** Roots of templates that have no declared parts. */
const openRoots: ReadonlySet<string> = new Set([
  ...['item', 'index', 'body', 'items', 'key', 'tokens', 'request', 'response', 'error', 'position'],
])

/** Parts of a definition whose strings are no templates. */
const otherParts: ReadonlySet<string> = new Set(['settings', 'functions', 'fields', 'identity', 'rules'])

/**
 * Lists the strings in templates (requests, batches, responses, subjects and constants) that look like paths. Without
 * `$.`, a string is a path only if it names a field, a setting or a constant that exists. All accounts of a definition
 * share the list, as they share its context.
 */
export const listTemplatePaths = rememberByObject((_: MappingContext, definition: Definition): TemplatePath[] => {
  const { subscriptions, ...parts } = definition
  return [...walk(parts as unknown as Json)].flatMap(([at, text]): TemplatePath[] => {
    if (typeof text !== 'string' || !isTemplate(at)) return []
    const [part, name = ''] = pointerKeys(at)
    const action = part === 'actions' ? own(definition.actions, name) : undefined
    const isKnown = knownIn(definition, action ? [action] : Object.values(definition.actions))
    const placeholder = firstPlaceholder(text)
    if (placeholder) {
      return isKnown(...placeholder) ? [{ at, kind: 'template', directive: templateMeant(text) }] : []
    }
    const meant = templatePathMeant(text, at, isKnown)
    return meant === undefined ? [] : [{ at, ...meant }]
  })
})

type IsKnown = (root: string, rest: string) => boolean

/** Tests for paths to declared parts. */
function knownIn({ settings = {}, constants = {} }: Definition, actions: readonly ActionDefinition[]): IsKnown {
  return (root, rest) => {
    const [, key = ''] = /^(?:\.|\[["']?)([\w$-]+)/.exec(rest) ?? []
    if (root === 'payload') return actions.some(({ fields }) => Object.hasOwn(fields, key))
    return Object.hasOwn(root === 'settings' ? settings : root === 'constants' ? constants : {}, key)
  }
}

function templatePathMeant(text: string, at: Pointer, isKnown: IsKnown): Meant | undefined {
  const isList = at.endsWith('/forEach')
  const meant = readAsPath(text, isKnown)
  const [, root = ''] = /^\s*\$\.\.?(\w+)/.exec(text) ?? []
  if (meant !== undefined && root !== '' && !isKnown(root, text.trim().slice(root.length + 2))) {
    if (roots.has(root)) return { kind: 'path' }
    return openRoots.has(root) || templateRoots.has(root) ? meant : undefined
  }
  if (meant !== undefined) return meant
  if (selector.test(at) && isKnown('payload', `.${text}`))
    return { kind: 'path', directive: { '@path': `$.payload.${text}` } }
  return isList ? { kind: 'path' } : undefined
}

const templateRoots: ReadonlySet<string> = new Set(['payload', 'settings', 'constants'])

/** Places whose value says which items or actions belong together: a constant there is hardly meant. */
const selector = /\/(?:requests\/\d+\/forEach|batch\/(?:key|size|distinct)|subject(?:\/[^@/]*)?)$/

/** True for a string that is sent as it is: no words for people, and no argument of a directive. */
function isTemplate(at: Pointer): boolean {
  const keys = pointerKeys(at)
  if (otherParts.has(keys[0]!) || (keys[0] === 'actions' && keys[2] === 'fields')) return false
  // The `message` of a response is a mapping.
  if (keys.includes('@literal') || (isProse(at) && !keys.includes('response'))) return false
  const last = keys.findLastIndex(key => key.startsWith('@'))
  const directive = last < 0 ? undefined : directives.get(keys[last]!)
  if (directive === undefined) return true
  const inside = keys.slice(last + 1)
  if (directive.mapsItems) return inside.length > 1 || inside[0] !== '0'
  return directive.language === undefined || (directive.language !== 'fields' && inside.length > 1)
}
