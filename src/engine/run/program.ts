import { Block, declareObject, type JsCode, join, js, Unit } from '../../code/index.ts'
import type { MappedField, ParsedDestination } from '../../destination/index.ts'
import { emitMapping } from '../../mapping/index.ts'
import {
  account,
  type BatchFunctions,
  type BatchTemplate,
  type Draft,
  emitBatch,
  emitRequest,
  listBatchParts,
  listRequestParts,
  type Part,
  type RequestTemplate,
} from '../../request/index.ts'
import { emitTrigger } from '../../trigger/index.ts'
import type { JsonObject } from '../../value/index.ts'
import type { Trace } from '../explain/trace.ts'
import type { Skipped } from './action.ts'
import { emitWarnings } from './checks.ts'
import type { Result } from './failure.ts'
import { emitPayload } from './payload.ts'

/** The request templates of an action. */
export interface ActionTemplates {
  readonly requests: readonly RequestTemplate[]
  readonly batch?: BatchTemplate
  readonly subject?: Part
  /** Why an action that makes no request makes none. */
  readonly whyNone: Pick<Skipped, 'at' | 'message'>
}

/** A compiled destination: what its generated text returns. */
export interface Program {
  /** One function for each subscription: asks the trigger, and adds an action or failures. */
  readonly subscriptions: readonly ((event: JsonObject, result: Result) => void)[]
  readonly actions: Readonly<Record<string, ActionFunctions>>
  /** Only with trace points: computes once more what was computed when the destination was compiled. */
  readonly prepare?: () => void
}

export interface ActionFunctions {
  readonly requests: readonly ((payload: JsonObject, drafts: Draft[]) => void)[]
  readonly batch?: BatchFunctions
  /** What an action is about, as the definition declares it. */
  readonly subject?: (payload: JsonObject) => unknown
  /** Only with trace points: what is not refused, but worth a warning. */
  readonly warnings?: (payload: JsonObject) => string[]
}

/** Generates the program of a destination. With `tracing`, it has trace points, which report to what is current. */
export function generate(
  destination: ParsedDestination,
  templates: ReadonlyMap<string, ActionTemplates>,
  tracing?: { readonly current: Trace },
): { source: string; program: Program } {
  const unit = new Unit(tracing)
  const { trace } = unit
  const payloads = new Map<readonly MappedField[], JsCode>()
  const subscriptions = destination.subscriptions.map(subscription => {
    const payload = payloads.get(subscription.fields) ?? emitPayload(subscription, destination, unit)
    payloads.set(subscription.fields, payload)
    const [block, event] = [new Block(unit), js`event`]
    block.assumeObject(event)
    const isMatch = emitTrigger(subscription.trigger, block, event, trace && js`${trace}.clause`)
    const goesOn = trace ? js`${trace}.trigger(${isMatch})` : isMatch
    return js`(event, result) => {\n${block.code}\nif (${goesOn}) ${payload}(event, result, ${subscription.name});\n}`
  })
  const actions = [...templates].map(([key, { requests, batch, subject }]) => {
    const functions = requests.map(template => emitRequest(template, unit, destination))
    const batched = batch ? js`, batch: ${emitBatch(batch, unit, destination)}` : js``
    const warnings = trace ? js`, warnings: ${emitWarnings(destination.actions.get(key)!, destination, unit)}` : js``
    // An explanation is about one event: there is no order to keep.
    const about = subject && !trace ? js`, subject: ${emitSubject(subject, unit, destination)}` : js``
    return js`[${key}]: { requests: [${join(functions, ', ')}]${batched}${about}${warnings} }`
  })
  const prepare = trace ? js`\nprepare: ${emitPreparation(destination, templates, unit)},` : js``
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
},${prepare}
};`
  return { source: unit.source(body), program: unit.evaluate(body) as Program }
}

function emitSubject({ mapping }: Part, unit: Unit, destination: ParsedDestination): JsCode {
  const [block, payload] = [new Block(unit), js`payload`]
  block.assumeObject(payload)
  const result = emitMapping(mapping, block, declareObject(block, { payload, ...account(destination, unit) }))
  return js`payload => {\n${block.code}\nreturn ${result};\n}`
}

/** Emits a function that computes the constants, and the parts of requests that are the same for every payload. */
function emitPreparation(
  destination: ParsedDestination,
  templates: ReadonlyMap<string, ActionTemplates>,
  unit: Unit,
): JsCode {
  const block = new Block(unit)
  const { settings, constants } = account(destination, unit)
  const ofSettings = declareObject(block, { settings })
  for (const mapping of destination.constantMappings.values()) emitMapping(mapping, block, ofSettings)
  const ofAccount = declareObject(block, { settings, constants })
  const parts = [...templates.values()].flatMap(({ requests, batch }) => [
    ...requests.flatMap(listRequestParts),
    ...(batch ? listBatchParts(batch) : []),
  ])
  for (const { mapping, fixed } of parts) if (fixed) emitMapping(mapping, block, ofAccount)
  return js`() => {\n${block.code}\n}`
}
