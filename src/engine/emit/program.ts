import pick from 'lodash-es/pick.js'
import { Block, declareObject, type JsCode, join, js, type Unit } from '../../code/index.ts'
import {
  formatImports,
  listFormats,
  listTokenValues,
  type ParsedDefinition,
  type ParsedSubscription,
  type PayloadFields,
  payloadFields,
} from '../../destination/index.ts'
import { emitMapping } from '../../mapping/index.ts'
import {
  accountRoots,
  emitBatch,
  emitRequest,
  isFixed,
  listBatchParts,
  listRequestParts,
  type Part,
} from '../../request/index.ts'
import { emitResponse, emitTokenReader } from '../../response/index.ts'
import { emitTrigger, findDispatch, namedEvents } from '../../trigger/index.ts'
import { pointer } from '../../value/index.ts'
import { batches } from '../run/batches.ts'
import { tokenRequests } from '../run/tokenRequests.ts'
import { tokenFunctions } from '../run/tokens.ts'
import { emitWarnings, findRepeatedChecks } from './checks.ts'
import { allParts, type ModuleParts } from './parts.ts'
import { emitPayload } from './payload.ts'
import type { Templates } from './templates.ts'

/** Emits a `DestinationProgram`. */
export function emitDestination(
  { definition, constants }: ParsedDefinition,
  templates: Templates,
  unit: Unit,
  parts: ModuleParts = allParts,
): JsCode {
  const { slug, name, aliases = [], forwards = false } = definition
  const fills = [...constants].map(([key, mapping]) => {
    const block = new Block(unit)
    const value = emitMapping(mapping, block, declareObject(block, pick(accountRoots(block), 'settings')))
    return js`{ key: ${key}, at: ${mapping.at}, fill: account => {\n${block.body}\nreturn ${value};\n} },`
  })
  const hasRequests = parts.has('requests') || parts.has('tokens')
  const tokens = [...(parts.has('tokens') ? templates.tokens : [])].map(([key, token]) => {
    return js`[${key}]: { request: ${emitRequest(token.request, unit)}, reader: ${emitTokenReader(token, unit)} },`
  })
  const imports = [
    ...(parts.has('requests') && templates.tokens.size > 0 ? [unit.import({ tokenFunctions })] : []),
    ...(tokens.length > 0 ? [unit.import({ tokenRequests })] : []),
  ]
  return js`{
slug: ${slug},
name: ${name},
aliases: ${aliases},
forwards: ${forwards},
constants: [
${join(fills, '\n')}
],
slots: ${hasRequests ? templates.slots.emit(unit) : js`[]`},
tokens: {
${join(tokens, '\n')}
},
${join(
  imports.map(name => js`${name},`),
  '\n',
)}
tokenValues: new Map(${[...listTokenValues(definition)]}),
}`
}

/** Emits an `ActionProgram`, with the members that the parts read. */
export function emitAction(
  key: string,
  { actions }: ParsedDefinition,
  templates: Templates,
  unit: Unit,
  parts: ModuleParts = allParts,
): JsCode {
  const action = actions.get(key)!
  const { requests, batch, subject, whyNone, responses } = templates.actions.get(key)!
  const prefix = pointer('', 'actions', key)
  const members = [js`key: ${key},`]
  if (parts.has('map')) {
    members.push(js`fields: ${emitFields(payloadFields(action.definition.fields), unit)},`)
    members.push(js`formats: ${emitFormats(action.definition.fields, unit)},`)
  }
  if (parts.has('outcomes')) {
    const readers = [...responses].map(([place, response]) => {
      return js`[${place.slice(prefix.length)}]: ${emitResponse(response, unit)},`
    })
    members.push(js`responses: ${unit.constant(js`{\n${join(readers, '\n')}\n}`)},`)
  }
  if (parts.has('requests')) {
    const emitted = requests.map(template => emitRequest(template, unit, prefix))
    members.push(js`at: ${prefix},`, js`whyNone: ${unit.data(whyNone)},`, js`requests: [${join(emitted, ', ')}],`)
    if (batch && parts.has('batches')) {
      members.push(js`batch: ${unit.constant(emitBatch(batch, unit, prefix))},`, js`${unit.import({ batches })},`)
    }
    // Explanations are about one event, so no order matters.
    if (subject && !unit.trace) members.push(js`subject: ${emitSubject(subject, unit)},`)
  }
  if (unit.trace) members.push(js`warnings: ${emitWarnings(action, unit)},`)
  return js`{\n${join(members, '\n')}\n}`
}

/** Emits `PayloadFields`. Equal fields and equal objects of fields are written once. */
function emitFields(fields: PayloadFields, unit: Unit): JsCode {
  const entries = Object.entries(fields).map(([key, { properties, ...field }]) => {
    if (properties === undefined) return js`[${key}]: ${unit.data(field)}`
    const members = Object.entries(field).map(([name, value]) => js`[${name}]: ${value},`)
    return js`[${key}]: ${unit.constant(js`{ ${join(members, '')} [${'properties'}]: ${emitFields(properties, unit)} }`)}`
  })
  return unit.constant(js`{ ${join(entries, ', ')} }`)
}

/** Emits the `FormatTests` of fields. */
export function emitFormats(fields: Parameters<typeof listFormats>[0], unit: Unit): JsCode {
  const tests = listFormats(fields).flatMap(format => {
    const test = formatImports[format]
    return test ? [js`[${format}]: ${unit.import(test)}`] : []
  })
  return js`{ ${join(tests, ', ')} }`
}

function emitSubject({ mapping }: Part, unit: Unit): JsCode {
  return unit.function(() => {
    const [block, payload] = [new Block(unit), js`payload`]
    block.assumeObject(payload)
    const result = emitMapping(mapping, block, declareObject(block, { payload, ...accountRoots(block) }))
    return js`(payload, account) => {\n${block.body}\nreturn ${result};\n}`
  })
}

/** Emits `SubscriptionProgram`s. Subscriptions with the same mapping share its function. */
export function emitSubscriptions(
  subscriptions: readonly ParsedSubscription[],
  { definition, actions }: ParsedDefinition,
  unit: Unit,
): JsCode[] {
  const context = { slug: definition.slug, repeatedChecks: findRepeatedChecks(actions.values()) }
  const payloads = new Map<unknown, JsCode>()
  return subscriptions.map(subscription => {
    const { trigger, fields } = subscription
    const payload = payloads.get(fields) ?? emitPayload(subscription, context, unit)
    payloads.set(fields, payload)
    const [block, event] = [new Block(unit), js`event`]
    block.assumeObject(event)
    const isMatch = emitTrigger(trigger, block, event, unit.trace && js`${unit.trace}.clause`)
    const goesOn = unit.trace ? js`${unit.trace}.trigger(${isMatch})` : isMatch
    const { types, events } = findDispatch(trigger)
    const members = [
      ...(types ? [js`types: ${types},`] : []),
      ...(events ? [js`events: ${events},`] : []),
      js`names: ${[...namedEvents(trigger)]},`,
      js`run: (event, result, subscription, account) => {\n${block.body}\nif (${goesOn}) ${payload}(event, result, subscription, account);\n},`,
    ]
    return js`{\n${join(members, '\n')}\n}`
  })
}

/** Emits a function of an account that computes the constants and the fixed parts of requests again, to trace them. */
export function emitPreparation({ constants }: ParsedDefinition, templates: Templates, unit: Unit): JsCode {
  const block = new Block(unit)
  const { settings, constants: computed } = accountRoots(block)
  const ofSettings = declareObject(block, { settings })
  for (const mapping of constants.values()) emitMapping(mapping, block, ofSettings)
  const ofAccount = declareObject(block, { settings, constants: computed })
  const parts = [...templates.actions.values()].flatMap(({ requests, batch }) => [
    ...requests.flatMap(listRequestParts),
    ...(batch ? listBatchParts(batch) : []),
  ])
  for (const { mapping } of parts) if (isFixed(mapping)) emitMapping(mapping, block, ofAccount)
  return js`account => {\n${block.body}\n}`
}
