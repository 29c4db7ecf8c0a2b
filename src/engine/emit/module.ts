import { type JsCode, join, js, type Unit } from '../../code/index.ts'
import type { ParsedDestination } from '../../destination/index.ts'
import { mapPart } from '../run/map.ts'
import { outcomesPart } from '../run/outcomes.ts'
import { requestsPart } from '../run/requests.ts'
import { tokensPart } from '../run/tokensPart.ts'
import { allParts, type ModuleParts } from './parts.ts'
import { emitAction, emitDestination, emitFormats, emitSubscriptions } from './program.ts'
import type { Templates } from './templates.ts'

/** Emits everything that a destination runs: its program, its subscriptions, and the actions that these use. */
export function emitWhole(
  destination: ParsedDestination,
  templates: Templates,
  unit: Unit,
  parts: ModuleParts = allParts,
): JsCode {
  const { subscriptions, definition } = destination
  const { settings = {} } = definition
  const program = emitDestination(destination, templates, unit, parts)
  const codes = parts.has('map') ? emitSubscriptions(subscriptions, destination, unit) : []
  const keys = [...new Set(subscriptions.map(({ action }) => action.key))]
  const entries = keys.map(key => js`[${key}]: ${emitAction(key, destination, templates, unit, parts)},`)
  const actions = unit.constant(js`{\n${join(entries, '\n')}\n}`)
  const all = codes.map((code, i) => {
    const { name, enabled, action } = subscriptions[i]!
    return js`{ name: ${name}, enabled: ${enabled}, action: ${actions}[${action.key}], code: ${code} },`
  })
  return js`{
parts: [${join(emitParts(parts, unit), ', ')}],
program: ${program},
settings: ${settings},
formats: ${emitFormats(settings, unit)},
actions: ${actions},
subscriptions: [
${join(all, '\n')}
],
}`
}

/** Imports the functions that create the parts. */
function emitParts(parts: ModuleParts, unit: Unit): JsCode[] {
  return [
    ...(parts.has('map') ? [unit.import({ mapPart })] : []),
    ...(parts.has('requests') ? [unit.import({ requestsPart })] : []),
    ...(parts.has('outcomes') ? [unit.import({ outcomesPart })] : []),
    ...(parts.has('tokens') ? [unit.import({ tokensPart })] : []),
  ]
}
