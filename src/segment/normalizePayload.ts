import type { ActionDefinition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compile } from '../engine/index.ts'
import { type Json, type JsonObject, printPath } from '../value/index.ts'

/** Coerces mapped values by the fields of an action; `undefined` if the fields reject them. */
export type Settle = (payload: JsonObject) => Json | undefined

/**
 * Creates the coercion of payloads before they are compared: different values may be the same when sent, as a field
 * drops null or converts a number to a string. Required fields are not enforced, so that a value can be compared alone.
 */
export function createSettle(fields: ActionDefinition['fields']): Settle {
  const optional = Object.fromEntries(
    Object.entries(fields).map(([key, { required, ...field }]) => [key, { ...field }] as const),
  )
  const mapping = Object.fromEntries(Object.keys(fields).map(key => [key, { '@path': printPath(['properties', key]) }]))
  try {
    const definition = { slug: 'saved', name: 'Saved', actions: { saved: { fields: optional } } }
    const subscriptions = [{ action: 'saved', trigger: 'type = "track"', mapping }]
    const destination = compile(definition, { subscriptions })
    return properties => destination.map({ type: 'track', properties }).actions[0]?.payload as Json | undefined
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return payload => payload
  }
}
