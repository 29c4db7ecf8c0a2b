import { Block, declareObject, type JsCode, js, type Unit } from '../../code/index.ts'
import type { ParsedAction, ParsedCheck, ParsedDestination } from '../../destination/index.ts'
import { emitMapping, MappingError, whyUndecided } from '../../mapping/index.ts'
import { account } from '../../request/index.ts'
import { describeError, refusePayload } from './failure.ts'

/** Emits the checks that stop a payload. The first that is true returns, as a failure or as a skip. */
export function emitRefusals(action: ParsedAction, destination: ParsedDestination, unit: Unit): JsCode {
  return emitChecks(action, ['error', 'skip'], destination, unit, check => {
    if (check.level === 'error') {
      return js`${unit.link('refuse', refusePayload(action, check))}(result, subscription);\nreturn;`
    }
    return unit.trace ? js`${unit.trace}.skip(${check.message});\nreturn;` : js`return;`
  })
}

/** Emits a function `payload => messages` of the warning checks. Checks that throw add a message. */
export function emitWarnings(action: ParsedAction, destination: ParsedDestination, unit: Unit): JsCode {
  const checks = emitChecks(action, ['warning'], destination, unit, check => js`messages.push(${check.message});`)
  const describe = (error: unknown) =>
    `a check cannot be computed: ${describeError(error, destination.hideSecrets).message}`
  return js`payload => {
const messages = [];
try {
${checks}
} catch (error) {
messages.push(${unit.link('describe', describe)}(error));
}
return messages;
}`
}

/** Decides by the value of `when`. */
function holds(when: unknown): boolean {
  const undecided = whyUndecided(when)
  if (undecided !== undefined) throw new MappingError('CM902', `a check cannot decide: ${undecided}`)
  return when === true
}

function emitChecks(
  action: ParsedAction,
  levels: readonly ParsedCheck['level'][],
  destination: ParsedDestination,
  unit: Unit,
  emitThen: (check: ParsedCheck) => JsCode,
): JsCode {
  const checks = action.checks.filter(check => levels.includes(check.level))
  if (checks.length === 0) return js``
  const block = new Block(unit)
  const payload = js`payload`
  block.assumeObject(payload)
  const input = declareObject(block, { payload, ...account(destination, unit) })
  for (const check of checks) {
    const when = emitMapping(check.when, block, input)
    block.add(js`if (${unit.link('holds', holds)}(${when})) {\n${emitThen(check)}\n}`)
  }
  return block.code
}
