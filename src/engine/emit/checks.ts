import { Block, declareObject, type JsCode, js, type Unit } from '../../code/index.ts'
import type { ParsedAction, ParsedCheck } from '../../destination/index.ts'
import { emitMapping } from '../../mapping/index.ts'
import { accountRoots } from '../../request/index.ts'
import { describeCheckError, isTrue, refusePayload } from '../run/failure.ts'

/** Emits the checks that stop a payload. The first that is true returns, as a failure or as a skip. */
export function emitRefusals(action: ParsedAction, unit: Unit): JsCode {
  return emitChecks(action, ['error', 'skip'], unit, ({ level, at, message, name }) => {
    if (level === 'error') {
      const named = name === undefined ? js`` : js`, ${name}`
      return js`${unit.import({ refusePayload })}(result, subscription, ${at}, ${message}${named});\nreturn;`
    }
    return unit.trace ? js`${unit.trace}.skip(${message});\nreturn;` : js`return;`
  })
}

/** Emits a function `(payload, account) => messages` of the warning checks. Checks that throw add a message. */
export function emitWarnings(action: ParsedAction, unit: Unit): JsCode {
  const checks = emitChecks(action, ['warning'], unit, check => js`messages.push(${check.message});`)
  return js`(payload, account) => {
const messages = [];
try {
${checks}
} catch (error) {
messages.push(${unit.import({ describeCheckError })}(error, account));
}
return messages;
}`
}

function emitChecks(
  action: ParsedAction,
  levels: readonly ParsedCheck['level'][],
  unit: Unit,
  emitThen: (check: ParsedCheck) => JsCode,
): JsCode {
  const checks = action.checks.filter(check => levels.includes(check.level))
  if (checks.length === 0) return js``
  const block = new Block(unit)
  const payload = js`payload`
  block.assumeObject(payload)
  const input = declareObject(block, { payload, ...accountRoots(block) })
  for (const check of checks) {
    const when = emitMapping(check.when, block, input)
    block.add(js`if (${unit.import({ isTrue })}(${when})) {\n${emitThen(check)}\n}`)
  }
  return block.code
}
