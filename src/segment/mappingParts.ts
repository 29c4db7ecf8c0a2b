import { lineage } from '../analysis/index.ts'
import type { Definition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compileMapping } from '../mapping/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { rootKey } from './published/mapping.ts'

/** What a mapping gives: a value, or nothing, or the failure of all of it. */
export interface Given {
  readonly value?: Json
  readonly failure?: string
}

/** A part of a mapping that is computed. What is around it stands in the payload as it is written. */
export interface Part {
  readonly at: readonly string[]
  readonly mapping: Json
  readonly compute: (event: Json) => Given
}

export function partsOf(mapping: JsonObject): Part[] {
  return Object.hasOwn(mapping, rootKey) ? [partOf(mapping, [])] : partsIn(mapping, [])
}

function partsIn(mapping: Json, at: readonly string[]): Part[] {
  if (typeof mapping !== 'object' || mapping === null) return []
  const members = Object.entries(mapping) as [string, Json][]
  if (isObject(mapping) && members.some(([key]) => key.startsWith('@'))) return [partOf(mapping, at)]
  return members.flatMap(([key, member]) => partsIn(member, [...at, key]))
}

function partOf(mapping: Json, at: readonly string[]): Part {
  try {
    const compiled = compileMapping(mapping)
    return { at, mapping, compute: event => given(() => ({ value: compiled(event) })) }
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    const failure = error.diagnostics.map(({ message }) => message).join('; ')
    return { at, mapping, compute: () => ({ failure }) }
  }
}

/** What a computation gives, as JSON. */
export function given(compute: () => { readonly value?: unknown; readonly failure?: string }): Given {
  try {
    const { value, failure } = compute()
    const text = JSON.stringify(value)
    if (failure !== undefined) return { failure }
    return text === undefined ? {} : { value: JSON.parse(text) }
  } catch (error) {
    return { failure: (error as Error).message }
  }
}

/** The paths of an event that a mapping says it reads; `?` is an item of a list. */
export function readsOf(mapping: Json): (readonly string[])[] {
  const definition: Definition = {
    slug: 'saved',
    name: 'Saved',
    actions: { saved: { fields: { value: { type: 'object' } } } },
  }
  const whole = isObject(mapping) && Object.hasOwn(mapping, rootKey) ? mapping : { value: mapping }
  const flows = lineage(definition, { subscriptions: [{ action: 'saved', trigger: 'type = "track"', mapping: whole }] })
  return flows.flatMap(({ from, to }) => (to === undefined ? [] : [from]))
}
