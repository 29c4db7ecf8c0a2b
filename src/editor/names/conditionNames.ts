import type { FieldDefinition } from '../../destination/index.ts'
import { triggerWords } from '../../trigger/index.ts'
import { type Json, own, type Path } from '../../value/index.ts'
import type { TriggerNames } from '../languages/trigger.ts'
import { type KnownDefinition, listChoices } from './definitions.ts'
import { PathTree } from './pathTree.ts'
import { findAction, inputTree } from './roots.ts'

const words = new Set(['=', '!=', 'and', 'or', 'true', 'false', 'null'])

/** Names for the conditions of a field that is required on them: other fields of its action, and their choices. */
export function conditionNames(place: Path, known: KnownDefinition): TriggerNames {
  const payload = inputTree(['payload'], place, known, () => new PathTree())
  const action = findAction(place)
  const actions = action === undefined ? Object.values(known.actions) : [known.actions[action]]
  return {
    tree: payload.find(['payload']) ?? new PathTree(),
    words: triggerWords.filter(({ word }) => words.has(word)),
    values: path => [...new Set(actions.flatMap(one => listValues(one?.fields ?? {}, path)))],
  }
}

function listValues(fields: { readonly [key: string]: FieldDefinition }, [key = '', ...rest]: Path): Json[] {
  const field = own(fields, key)
  if (field === undefined) return []
  if (rest.length > 0) return listValues(field.properties ?? {}, rest)
  return listChoices(field).map(({ name, value = name }) => value)
}
