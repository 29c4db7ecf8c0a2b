import { Block, declareObject, type JsCode, js, type Unit } from '../../code/index.ts'
import type { ParsedAction, ParsedCheck } from '../../destination/index.ts'
import { emitMapping, type Mapping } from '../../mapping/index.ts'
import { accountRoots } from '../../request/index.ts'
import { describeCheckError, isTrue, refusePayload } from '../run/failure.ts'

/** Finds the messages that checks of several actions have. Such checks are usually the same. */
export function findRepeatedChecks(actions: Iterable<ParsedAction>): ReadonlySet<string> {
  const [once, repeated] = [new Set<string>(), new Set<string>()]
  for (const { message } of [...actions].flatMap(({ checks }) => checks))
    (once.has(message) ? repeated : once).add(message)
  return repeated
}

/** Emits the checks that stop a payload. The first that is true returns, as a failure or as a skip. */
export function emitRefusals(action: ParsedAction, repeated: ReadonlySet<string>, unit: Unit): JsCode {
  const block = new Block(unit)
  const input = declareInput(block)
  for (const check of action.checks) {
    if (check.level === 'warning') continue
    const { when, message } = check
    if (repeated.has(message) && when.kind === 'directive' && when.name === '@jsonata') {
      block.add(js`if (${emitExpression(check, unit)}(${input}, result, subscription)) return;`)
    } else {
      const isTrue = emitIsTrue(when, block, input)
      block.add(js`if (${isTrue}) {\n${emitRefusal(check, unit)}\nreturn;\n}`)
    }
  }
  return block.code
}

/** An expression takes so long that a call for it does not count. */
function emitExpression(check: ParsedCheck, unit: Unit): JsCode {
  return unit.function(() => {
    const [block, input] = [new Block(unit), js`input`]
    block.assumeObject(input, inputs)
    const isTrue = emitIsTrue(check.when, block, input)
    return js`(input, result, subscription) => {
${block.code}
if (!${isTrue}) return false;
${emitRefusal(check, unit)}
return true;
}`
  })
}

function emitRefusal({ level, at, message, name }: ParsedCheck, unit: Unit): JsCode {
  const named = name === undefined ? js`` : js`, ${name}`
  if (level === 'error') return js`${unit.import({ refusePayload })}(result, subscription, ${at}, ${message}${named});`
  return unit.trace ? js`${unit.trace}.skip(${message});` : js``
}

/** Emits a function `(payload, account) => messages` of the warning checks. Checks that throw add a message. */
export function emitWarnings(action: ParsedAction, unit: Unit): JsCode {
  const block = new Block(unit)
  const input = declareInput(block)
  for (const { level, when, message } of action.checks) {
    if (level === 'warning') block.add(js`if (${emitIsTrue(when, block, input)}) messages.push(${message});`)
  }
  return js`(payload, account) => {
const messages = [];
try {
${block.code}
} catch (error) {
messages.push(${unit.import({ describeCheckError })}(error, account));
}
return messages;
}`
}

const inputs = ['payload', 'settings', 'constants']

function declareInput(block: Block): JsCode {
  const payload = js`payload`
  block.assumeObject(payload)
  return declareObject(block, { payload, ...accountRoots(block) })
}

function emitIsTrue(when: Mapping, block: Block, input: JsCode): JsCode {
  return js`${block.unit.import({ isTrue })}(${emitMapping(when, block, input)})`
}
