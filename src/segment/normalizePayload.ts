import type { ActionDefinition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compile } from '../engine/index.ts'
import { type Json, type JsonObject, printPath } from '../value/index.ts'

/** What the fields of an action make of mapped values; `undefined` where they refuse them. */
export type Settle = (payload: JsonObject) => Json | undefined

/**
 * Mapped values differ that are the same when they are sent: a field drops the null that another is without, and makes
 * a text of a number. What is required is not asked for, so that a value can be looked at alone.
 */
export function settling(fields: ActionDefinition['fields']): Settle {
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
