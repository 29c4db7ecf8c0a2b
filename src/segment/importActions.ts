import { lint, resolveActions } from '../analysis/index.ts'
import type { Definition, SubscriptionDefinition } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { examineWith, type Finding, isAsBefore } from './compareAction.ts'
import { findActionByName, type SavedAction } from './readSaved.ts'

/** Subscriptions of saved actions. */
export interface ActionsImport {
  /** One for each saved action. */
  readonly findings: readonly Finding[]
  readonly subscriptions: readonly SubscriptionDefinition[]
  /** Findings of `check` about the subscriptions. */
  readonly problems: readonly Diagnostic[]
}

/** Converts saved actions to subscriptions of a definition. */
export function importActions(saved: readonly SavedAction[], definition: Definition): ActionsImport {
  const actions = resolveActions(definition)
  const findings = saved.map(one => examineWith(one, definition, actions))
  const subscriptions = saved.flatMap(({ name, action, trigger, enabled, mapping }, i): SubscriptionDefinition[] => {
    if (findings[i]!.problem !== undefined) return []
    const key = findActionByName(action, actions.keys())!
    return [{ name, action: key, trigger, ...(!enabled && { enabled }), mapping }]
  })
  const problems = lint(definition, { subscriptions }).filter(({ at }) => at.startsWith('/subscriptions/'))
  return { findings, subscriptions, problems }
}

/** True if no event was found that is decided or mapped differently, and `check` finds no error. */
export function areAsBefore({ findings, problems }: Pick<ActionsImport, 'findings' | 'problems'>): boolean {
  return findings.every(isAsBefore) && problems.every(({ severity }) => severity !== 'error')
}
