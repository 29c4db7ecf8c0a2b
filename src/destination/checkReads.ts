import { type DiagnosticBag, near } from '../diagnostics/index.ts'
import { collectReads, type Mapping } from '../mapping/index.ts'
import { suggestion } from '../text/index.ts'
import { type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import type { ActionDefinition, Definition } from './definition.ts'
import { reportDollar } from './dollar.ts'
import { spansOfWord } from './place.ts'
import { listTokenValues } from './tokens.ts'

export type Root =
  | ('payload' | 'settings' | 'constants' | 'item' | 'index' | 'body' | 'items' | 'key')
  | ('tokens' | 'request' | 'response' | 'error' | 'position')

/**
 * Checks the reads of a template: only its roots, and only existing parts of the payload, the settings, the
 * constants and the tokens.
 */
export function checkReads(
  mapping: Mapping,
  roots: readonly Root[],
  { definition, action }: { definition: Definition; action?: ActionDefinition },
  problems: DiagnosticBag,
): void {
  const known: Partial<Record<Root, object | undefined>> = {
    payload: action?.fields,
    settings: definition.settings ?? {},
    constants: definition.constants ?? {},
  }
  for (const { path, at } of collectReads(mapping)) {
    const [root, key] = path
    if (root === undefined || root === '?') continue
    if (reportDollar(definition as unknown as JsonObject, { path, at }, problems, 'CM403')) continue
    if (!(roots as readonly string[]).includes(root)) {
      const help = suggestion(root, roots) ?? `a template here reads ${roots.join(', ')}`
      problems.add('CM403', at, `there is no \`${root}\` here`, { help })
      continue
    }
    if (key === undefined || key === '?') continue
    if (root === 'tokens' && listTokenValues(definition).has(key)) continue
    const names = root === 'tokens' ? Object.fromEntries(listTokenValues(definition)) : own(known, root as 'payload')
    if (names === undefined || Object.hasOwn(names, key)) continue
    const code = root === 'settings' ? 'CM406' : 'CM403'
    const find = () => spansOfWord(definition as unknown as JsonObject, at, key)
    const extra = () => {
      const note = root === 'payload' ? nameUser(at, problems) : undefined
      return { span: find()[0], ...(note && { note }) }
    }
    problems.add(code, at, `\`${root}\` has no \`${key}\``, extra, () => {
      const { help, meant } = near(key, Object.keys(names))
      // If the word occurs twice, the right place is unknown.
      const isSure = find().length === 1
      return { help, ...(isSure && { meant }) }
    })
  }
}

/** Names the action that uses a part which is written elsewhere. Other users of the part may have the field. */
function nameUser(at: Pointer, problems: DiagnosticBag): string | undefined {
  const [kind, name = ''] = pointerKeys(at)
  if (kind !== 'actions' || problems.locate(at).at.startsWith(`${pointer('/actions', name)}/`)) return undefined
  return `the action \`${name}\` uses this part, and has no such field`
}
