import { type JsCode, join, js, type Unit } from '../../code/index.ts'
import type { ParsedDestination } from '../../destination/index.ts'
import { emitAction, emitDestination, emitPreparation, emitSubscriptions } from './program.ts'
import type { Templates } from './templates.ts'

/** Emits everything that a destination runs: its program, its subscriptions, and the actions that these use. */
export function emitWhole(destination: ParsedDestination, templates: Templates, unit: Unit): JsCode {
  return js`{
program: ${emitDestination(destination, templates, unit)},
${emitParts(destination, templates, unit)}
}`
}

/** Emits the same with trace points. It computes what is fixed for an account again in each run. */
export function emitTraced(destination: ParsedDestination, templates: Templates, unit: Unit): JsCode {
  return js`{
prepare: ${emitPreparation(destination, templates, unit)},
${emitParts(destination, templates, unit)}
}`
}

function emitParts(destination: ParsedDestination, templates: Templates, unit: Unit): JsCode {
  const { subscriptions } = destination
  const codes = emitSubscriptions(subscriptions, destination, unit)
  const keys = [...new Set(subscriptions.map(({ action }) => action.key))]
  const entries = keys.map(key => js`[${key}]: ${emitAction(key, destination, templates, unit)},`)
  const actions = unit.constant(js`{\n${join(entries, '\n')}\n}`)
  const all = subscriptions.map(({ name, enabled, action }, i) => {
    return js`{ name: ${name}, enabled: ${enabled}, action: ${actions}[${action.key}], code: ${codes[i]} },`
  })
  return js`actions: ${actions},\nsubscriptions: [\n${join(all, '\n')}\n],`
}
