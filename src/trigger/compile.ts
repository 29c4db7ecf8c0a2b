import { Block, js, Unit } from '../code/index.ts'
import { CompileError, compiling, DiagnosticBag } from '../diagnostics/index.ts'
import { defaultBudget, isObject, runWithin } from '../value/index.ts'
import { emitTrigger } from './emit.ts'
import { parseTrigger } from './parse.ts'
import type { Trigger } from './trigger.ts'

/**
 * Compiles a single trigger. A value that is not an object counts as an event without fields.
 *
 * @throws CompileError with every mistake of the trigger
 * @example
 * const isTrial = compileTrigger('type = "track" and match(event, "Trial *")')
 * isTrial({ type: 'track', event: 'Trial Started' }) // true
 */
export function compileTrigger(text: string): (event: unknown) => boolean {
  const problems = new DiagnosticBag()
  return compiling(problems, () => {
    const trigger = parseTrigger(text, problems, '')
    if (!trigger) throw new CompileError(problems.errors)
    return triggerFunction(trigger)
  })
}

function triggerFunction(trigger: Trigger): (event: unknown) => boolean {
  const unit = new Unit()
  const block = new Block(unit)
  const event = unit.variable()
  block.add(js`return ${emitTrigger(trigger, block, event)};`)
  const run = unit.evaluate(js`return ${event} => {\n${block.body}\n};`) as (event: object) => boolean
  return event => runWithin(defaultBudget, event, () => run(isObject(event) ? event : {}))
}
