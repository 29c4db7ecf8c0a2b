import { listLeaves, type Trigger } from './trigger.ts'

/**
 * Which clauses decided how a trigger came out, by their indices in `listClauses`, given how each clause that was asked
 * came out: of an `and` that is false the part that was, of an `or` that is false all of them.
 */
export function decisiveClauses(trigger: Trigger, holds: (clause: number) => boolean | undefined): number[] {
  const numbers = new Map(listLeaves(trigger).map((clause, index) => [clause, index]))
  const outcomeOf = (trigger: Trigger): boolean | undefined => {
    switch (trigger.kind) {
      case 'and':
        return trigger.parts.every(part => outcomeOf(part) === true)
      case 'or':
        return trigger.parts.some(part => outcomeOf(part) === true)
      case 'not':
        return !outcomeOf(trigger.part)
      default:
        return holds(numbers.get(trigger)!)
    }
  }
  const decide = (trigger: Trigger): number[] => {
    switch (trigger.kind) {
      case 'and':
      case 'or': {
        const outcome = outcomeOf(trigger)
        const isDecidedByOne = (trigger.kind === 'or') === outcome
        const deciding = isDecidedByOne
          ? trigger.parts.filter(part => outcomeOf(part) === outcome).slice(0, 1)
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
