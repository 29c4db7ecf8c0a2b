import { listLeaves, type Trigger } from './trigger.ts'

/**
 * Finds the clauses that decided the result of a trigger, by their indices in `listClauses`. `holds` gives the result of
 * each clause that was evaluated. A false `and` is decided by its false part, a false `or` by all its parts.
 */
export function decisiveClauses(trigger: Trigger, holds: (clause: number) => boolean | undefined): number[] {
  const numbers = new Map(listLeaves(trigger).map((clause, index) => [clause, index]))
  const evaluate = (trigger: Trigger): boolean | undefined => {
    switch (trigger.kind) {
      case 'and':
        return trigger.parts.every(part => evaluate(part) === true)
      case 'or':
        return trigger.parts.some(part => evaluate(part) === true)
      case 'not':
        return !evaluate(trigger.part)
      default:
        return holds(numbers.get(trigger)!)
    }
  }
  const decide = (trigger: Trigger): number[] => {
    switch (trigger.kind) {
      case 'and':
      case 'or': {
        const outcome = evaluate(trigger)
        const isDecidedByOne = (trigger.kind === 'or') === outcome
        const deciding = isDecidedByOne
          ? trigger.parts.filter(part => evaluate(part) === outcome).slice(0, 1)
          : trigger.parts
        return deciding.flatMap(decide)
      }
      case 'not':
        return decide(trigger.part)
      default:
        return [numbers.get(trigger)!]
    }
  }
  return decide(trigger)
}
