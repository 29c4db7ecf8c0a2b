import { lineage } from '../analysis/index.ts'
import type { Definition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compileMapping } from '../mapping/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { rootKey } from './published/mapping.ts'

/** Result of a mapping: a value, nothing, or a failure of the whole mapping. */
export interface Given {
  readonly value?: Json
  readonly failure?: string
}

/** A computed part of a mapping. The parts around it are literal. */
export interface ComputedPart {
  readonly at: readonly string[]
  readonly mapping: Json
  readonly compute: (event: Json) => Given
}

export function compileParts(mapping: JsonObject): ComputedPart[] {
  return Object.hasOwn(mapping, rootKey) ? [compilePart(mapping, [])] : partsIn(mapping, [])
}

function partsIn(mapping: Json, at: readonly string[]): ComputedPart[] {
  if (typeof mapping !== 'object' || mapping === null) return []
  const members = Object.entries(mapping) as [string, Json][]
  if (isObject(mapping) && members.some(([key]) => key.startsWith('@'))) return [compilePart(mapping, at)]
  return members.flatMap(([key, member]) => partsIn(member, [...at, key]))
}

function compilePart(mapping: Json, at: readonly string[]): ComputedPart {
  try {
    const compiled = compileMapping(mapping)
    return { at, mapping, compute: event => computeJson(() => ({ value: compiled(event) })) }
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    const failure = error.diagnostics.map(({ message }) => message).join('; ')
    return { at, mapping, compute: () => ({ failure }) }
  }
}

/** Result of a computation, as JSON. */
export function computeJson(compute: () => { readonly value?: unknown; readonly failure?: string }): Given {
  try {
    const { value, failure } = compute()
    const text = JSON.stringify(value)
    if (failure !== undefined) return { failure }
    return text === undefined ? {} : { value: JSON.parse(text) }
  } catch (error) {
    return { failure: (error as Error).message }
  }
}

/** Paths of an event that a mapping reads. `?` stands for the items of a list. */
export function listReads(mapping: Json): (readonly string[])[] {
  const definition: Definition = {
    slug: 'saved',
    name: 'Saved',
    actions: { saved: { fields: { value: { type: 'object' } } } },
  }
  const whole = isObject(mapping) && Object.hasOwn(mapping, rootKey) ? mapping : { value: mapping }
  const flows = lineage(definition, { subscriptions: [{ action: 'saved', trigger: 'type = "track"', mapping: whole }] })
  return flows.flatMap(({ from, to }) => (to === undefined ? [] : [from]))
}
