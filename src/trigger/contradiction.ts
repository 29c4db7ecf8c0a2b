import { chargeCompilation, compileCost } from '../value/index.ts'
import { isSatisfiable, type Literal } from './literal.ts'
import { printOperand } from './print.ts'
import type { Trigger } from './trigger.ts'

/**
 * Finds literals that contradict each other and make a trigger false for every event. Only certain contradictions are
 * found: literals of one operand that no value satisfies.
 */
export function findContradiction(trigger: Trigger): readonly Literal[] | undefined {
  return contradiction(trigger, true, new Map())
}

/** Literals by the printed operand. */
type Literals = ReadonlyMap<string, readonly Literal[]>

function contradiction(trigger: Trigger, outcome: boolean, before: Literals): readonly Literal[] | undefined {
  const { literals, choices } = collect(trigger, outcome)
  chargeCompilation((before.size + literals.size) * compileCost.comparison)
  const together = new Map(before)
  for (const [operand, added] of literals) {
    const all = [...(before.get(operand) ?? []), ...added]
    if (!isSatisfiable(all)) return all
    together.set(operand, all)
  }
  for (const choice of choices) {
    const found = choice.map(([part, outcome]) => contradiction(part, outcome, together))
    if (found.every(literals => literals !== undefined)) return found[0]
  }
  return undefined
}

/**
 * Collects the literals that must all be satisfied, and the choices of which one part must be. A negated `or` is an `and`
 * of negations, and vice versa.
 */
function collect(trigger: Trigger, outcome: boolean) {
  const literals = new Map<string, Literal[]>()
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
        chargeCompilation(compileCost.comparison)
        const operand = printOperand(trigger.operand)
        const known = literals.get(operand)
        if (known) known.push({ clause: trigger, outcome })
        else literals.set(operand, [{ clause: trigger, outcome }])
      }
    }
  }
  walk(trigger, outcome)
  return { literals, choices }
}
