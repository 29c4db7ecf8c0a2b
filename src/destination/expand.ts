import { DiagnosticBag } from '../diagnostics/index.ts'
import {
  describeKind,
  isObject,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
  rememberByObject,
} from '../value/index.ts'
import type { SettingDefinition } from './definition.ts'
import { Expander } from './expander.ts'
import { addImplied } from './implied.ts'
import { memberSchema, wholeSchema } from './partNames.ts'
import type { SourceMap } from './sourceMap.ts'
import { expandActions } from './templates.ts'

/** A definition whose short forms are written out, and the places where its parts were written. */
export interface Expanded {
  readonly definition: JsonObject
  readonly sources: SourceMap
}

/**
 * Copies a definition and writes out its references and templates. Templates and fragments are gone from the copy. A
 * definition that is too large gives `undefined`.
 */
export function expandDefinition(given: JsonObject, problems: DiagnosticBag): Expanded | undefined {
  const expander = new Expander(given, problems)
  expander.size.refuseWide(given, '')
  if (expander.size.isFull) return undefined
  const { templates, fragments, actions, ...rest } = given
  for (const [key, parts] of Object.entries({ templates, fragments })) {
    if (parts === undefined || isObject(parts)) continue
    const help = `write the name of each: \`"${key}": { "name": { … } }\``
    problems.add('CM101', pointer('', key), `expected object, but it is ${describeKind(parts)}`, { help })
  }
  const copied = expander.copy(rest, { at: '', depth: 0, schema: wholeSchema }) as JsonObject
  const { sources, size } = expander
  size.measure(templates, '/templates', 1)
  size.measure(fragments, '/fragments', 1)
  const expanded =
    isObject(actions) && !Object.hasOwn(actions, '$ref')
      ? expandActions(actions, templates, expander)
      : expander.copy(actions, { at: '/actions', depth: 1, schema: memberSchema(wholeSchema, 'actions') })
  if (size.isFull) return undefined
  const members = sources.split(copied)
  if (actions !== undefined) members.set('actions', [expanded, '/actions'])
  const definition = sources.join('', members) as JsonObject
  addImplied(definition, expander)
  return { definition, sources }
}

/** The settings of a definition, for callers that need nothing else. Mistakes are left to `compile`. */
export function expandSettings(given: unknown): { readonly [key: string]: SettingDefinition } {
  if (!isObject(given)) return {}
  const expander = new Expander(given, new DiagnosticBag())
  const place = { at: '/settings', depth: 1, schema: memberSchema(wholeSchema, 'settings') }
  const settings = expander.copy(given.settings, place)
  if (!isObject(settings)) return {}
  addImplied({ settings }, expander)
  const entries = Object.entries(settings).filter(([, setting]) => isObject(setting))
  return Object.fromEntries(entries) as unknown as { readonly [key: string]: SettingDefinition }
}

/** Expands the value of a file, which never changes; also one that is too large is tried once. */
const expandFile = rememberByObject((definition: JsonObject) => {
  return { expanded: expandDefinition(definition, new DiagnosticBag()) }
})

/**
 * Finds the place in the file of a part of an expanded definition.
 *
 * @example findWrittenAt(definition, '/actions/track/fields/id/default') // '/fields/personId/default'
 */
export function findWrittenAt(definition: Json, at: Pointer): Pointer {
  if (!isObject(definition)) return at
  const { expanded } = expandFile(definition)
  return expanded === undefined ? at : expanded.sources.find(expanded.definition, at).at
}
