import { Block, type JsCode, join, js, Unit } from '../code/index.ts'
import type { MappedField, ParsedDestination } from '../destination/index.ts'
import {
  type BatchFunctions,
  type BatchTemplate,
  type Draft,
  emitBatch,
  emitRequest,
  type RequestTemplate,
} from '../request/index.ts'
import { emitTrigger } from '../trigger/index.ts'
import type { JsonObject } from '../value/index.ts'
import { emitWarnings } from './checks.ts'
import type { Result } from './failure.ts'
import { emitPayload } from './payload.ts'
import type { Trace } from './trace.ts'

/** The request templates of an action. */
export interface ActionTemplates {
  readonly requests: readonly RequestTemplate[]
  readonly batch?: BatchTemplate
}

/** A compiled destination: what its generated text returns. */
export interface Program {
  /** One function for each subscription: asks the trigger, and adds an action or failures. */
  readonly subscriptions: readonly ((event: JsonObject, result: Result, trace?: Trace) => void)[]
  readonly actions: Readonly<Record<string, ActionFunctions>>
}

export interface ActionFunctions {
  readonly requests: readonly ((payload: JsonObject, drafts: Draft[]) => void)[]
  readonly batch?: BatchFunctions
  /** Only with trace points: what is not refused, but worth a warning. */
  readonly warnings?: (payload: JsonObject) => string[]
}

/** Generates the program of a destination. With trace points, it reports to a `Trace` what it comes by. */
export function generate(
  destination: ParsedDestination,
  templates: ReadonlyMap<string, ActionTemplates>,
  { isTraced }: { isTraced: boolean },
): { source: string; program: Program } {
  const unit = new Unit()
  const payloads = new Map<readonly MappedField[], JsCode>()
  const subscriptions = destination.subscriptions.map(subscription => {
    const payload = payloads.get(subscription.fields) ?? emitPayload(subscription, destination, unit, isTraced)
    payloads.set(subscription.fields, payload)
    const [block, event] = [new Block(unit), js`event`]
    block.assumeObject(event)
    const isMatch = emitTrigger(subscription.trigger, block, event, isTraced ? js`trace.clause` : undefined)
    const goesOn = isTraced ? js`trace.trigger(${isMatch})` : isMatch
    return js`(event, result, trace) => {\n${block.code}\nif (${goesOn}) ${payload}(event, result, ${subscription.name}, trace);\n}`
  })
  const actions = [...templates].map(([key, { requests, batch }]) => {
    const functions = requests.map(template => emitRequest(template, unit, destination))
    const batched = batch ? js`, batch: ${emitBatch(batch, unit, destination)}` : js``
    const warnings = isTraced ? js`, warnings: ${emitWarnings(destination.actions.get(key)!, destination, unit)}` : js``
    return js`[${key}]: { requests: [${join(functions, ', ')}]${batched}${warnings} }`
  })
  const body = js`return {
subscriptions: [
${join(
  subscriptions.map(subscription => js`${subscription},`),
  '\n',
)}
],
actions: {
${join(
  actions.map(action => js`${action},`),
  '\n',
)}
},
};`
  return { source: unit.source(body), program: unit.evaluate(body) as Program }
}
