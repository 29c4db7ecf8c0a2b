import { type JsCode, join, js, type Unit } from '../../code/index.ts'
import type { ParsedDestination } from '../../destination/index.ts'
import { emitAction, emitDestination, emitSubscriptions } from './program.ts'
import type { Templates } from './templates.ts'

/** Emits everything that a destination runs: its program, its subscriptions, and the actions that these use. */
export function emitWhole(destination: ParsedDestination, templates: Templates, unit: Unit): JsCode {
  const { subscriptions } = destination
  const program = emitDestination(destination, templates, unit)
  const codes = emitSubscriptions(subscriptions, destination, unit)
  const keys = [...new Set(subscriptions.map(({ action }) => action.key))]
  const entries = keys.map(key => js`[${key}]: ${emitAction(key, destination, templates, unit)},`)
  const actions = unit.constant(js`{\n${join(entries, '\n')}\n}`)
  const all = subscriptions.map(({ name, enabled, action }, i) => {
    return js`{ name: ${name}, enabled: ${enabled}, action: ${actions}[${action.key}], code: ${codes[i]} },`
  })
  return js`{
program: ${program},
actions: ${actions},
subscriptions: [
${join(all, '\n')}
],
}`
}
