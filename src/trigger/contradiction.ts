import { isSatisfiable, type Literal } from './literal.ts'
import { printOperand } from './print.ts'
import type { Trigger } from './trigger.ts'

/**
 * The demands that no event can meet together, when they are why a trigger can never be true. Only what is
 * certain is found: demands on one operand that leave it no value.
 */
export function findContradiction(trigger: Trigger): readonly Literal[] | undefined {
  return contradiction(trigger, true, new Map())
}

/** What is already asked of each operand, by the operand's text. */
type Demands = ReadonlyMap<string, readonly Literal[]>

function contradiction(trigger: Trigger, outcome: boolean, before: Demands): readonly Literal[] | undefined {
  const { demands, choices } = collect(trigger, outcome)
  const together = new Map(before)
  for (const [operand, added] of demands) {
    const all = [...(before.get(operand) ?? []), ...added]
    if (!isSatisfiable(all)) return all
    together.set(operand, all)
  }
  for (const choice of choices) {
    const found = choice.map(([part, outcome]) => contradiction(part, outcome, together))
    if (found.every(demands => demands !== undefined)) return found[0]
  }
  return undefined
}

/**
 * What must come out as said all at once, and the choices of which one must. A negated `or` is an `and` of
 * negations, and the other way round.
 */
function collect(trigger: Trigger, outcome: boolean) {
  const demands = new Map<string, Literal[]>()
  const choices: (readonly (readonly [Trigger, boolean])[])[] = []
  const walk = (trigger: Trigger, outcome: boolean): void => {
    switch (trigger.kind) {
      case 'not':
        walk(trigger.part, !outcome)
        break
      case 'and':
      case 'or':
        if ((trigger.kind === 'and') === outcome) for (const part of trigger.parts) walk(part, outcome)
        else choices.push(trigger.parts.map(part => [part, outcome]))
        break
      default: {
        const operand = printOperand(trigger.operand)
        const known = demands.get(operand)
        if (known) known.push({ clause: trigger, outcome })
        else demands.set(operand, [{ clause: trigger, outcome }])
      }
    }
  }
  walk(trigger, outcome)
  return { demands, choices }
}
