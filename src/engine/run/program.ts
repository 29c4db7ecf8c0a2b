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

/** Request templates of an action. */
export interface ActionTemplates {
  readonly requests: readonly RequestTemplate[]
  readonly batch?: BatchTemplate
  readonly subject?: Part
  /** Reason why the action makes no request, if it makes none. */
  readonly whyNone: Pick<Skipped, 'at' | 'message'>
}

/** A compiled destination, as the generated code returns it. */
export interface Program {
  /** One function per subscription. It evaluates the trigger and adds an action or failures. */
  readonly subscriptions: readonly ((event: JsonObject, result: Result) => void)[]
  readonly actions: Readonly<Record<string, ActionFunctions>>
  /** Only with trace points: computes the constants again, to trace them. */
  readonly prepare?: () => void
}

export interface ActionFunctions {
  readonly requests: readonly ((payload: JsonObject, drafts: Draft[]) => void)[]
  readonly batch?: BatchFunctions
  /** Computes the subject that the definition declares. */
  readonly subject?: (payload: JsonObject) => unknown
  /** Only with trace points: messages of warning checks. */
  readonly warnings?: (payload: JsonObject) => string[]
}

/** Generates the program of a destination. With `tracing`, it has trace points that report to the current recorder. */
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
    // Explanations are about one event, so no order matters.
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

/** Emits a function that computes the constants and the fixed parts of requests. */
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
