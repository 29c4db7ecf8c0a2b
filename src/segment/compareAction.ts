import { resolveActions } from '../analysis/index.ts'
import type { ActionDefinition, Definition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compileTrigger } from '../trigger/index.ts'
import { findMappingDifferences, type MappingDifference } from './mappingDifferences.ts'
import { findActionByName, type SavedAction } from './readSaved.ts'
import { findTriggerDifference, type TriggerDifference } from './triggerDifference.ts'

/** Result for one saved action. */
export interface Finding {
  readonly name: string
  readonly trigger: string
  /** Reason why it cannot be imported. */
  readonly problem?: string
  readonly difference?: TriggerDifference
  /** Absent if no event is known that the trigger admits. */
  readonly mappingDifferences?: readonly MappingDifference[]
}

export function examine(saved: SavedAction, definition: Definition): Finding {
  return examineWith(saved, definition, resolveActions(definition))
}

/** As `examine`, with the actions of the definition, which are resolved once for many saved ones. */
export function examineWith(
  { name, action, trigger, mapping }: SavedAction,
  definition: Pick<Definition, 'name'>,
  actions: ReadonlyMap<string, ActionDefinition>,
): Finding {
  const base = { name, trigger }
  const key = findActionByName(action, actions.keys())
  if (key === undefined) return { ...base, problem: `${definition.name} has no action \`${action}\`` }
  try {
    compileTrigger(trigger)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    const problem = error.diagnostics.map(({ message, help }) => (help ? `${message}: ${help}` : message)).join('; ')
    return { ...base, problem }
  }
  const difference = findTriggerDifference(trigger)
  const mappingDifferences = findMappingDifferences(trigger, mapping, actions.get(key)!.fields)
  return { ...base, ...(difference && { difference }), ...(mappingDifferences && { mappingDifferences }) }
}

/** True if no event was found that is decided or mapped differently. */
export function isAsBefore({ problem, difference, mappingDifferences }: Finding): boolean {
  return problem === undefined && difference === undefined && mappingDifferences?.length === 0
}
