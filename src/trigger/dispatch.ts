import type { Clause, Trigger } from './trigger.ts'

/** Values that an event must have for a trigger to be true. An absent key allows any value. */
export interface Dispatch {
  readonly types?: readonly string[]
  readonly events?: readonly string[]
}

/**
 * Finds the values of `type` and `event` that a trigger requires, so that it is not evaluated for other events.
 *
 * @example findDispatch(parse('type = "track" and (event = "A" or event = "B")'))
 * // { types: ['track'], events: ['A', 'B'] }
 */
export function findDispatch(trigger: Trigger): Dispatch {
  const types = collectValues(trigger, 'type', true)
  const events = collectValues(trigger, 'event', true)
  return { ...(types && { types: [...types] }), ...(events && { events: [...events] }) }
}

/**
 * Collects the event names that a trigger asks for: values that its clauses require `event` to equal.
 *
 * @example namedEvents(parse('event = "A" or type = "track" and event != "B"')) // Set { 'A' }
 */
export function namedEvents(trigger: Trigger, outcome = true): Values {
  switch (trigger.kind) {
    case 'not':
      return namedEvents(trigger.part, !outcome)
    case 'and':
    case 'or':
      return new Set(trigger.parts.flatMap(part => [...namedEvents(part, outcome)]))
    default:
      return collectValues(trigger, 'event', outcome) ?? new Set()
  }
}

type Values = ReadonlySet<string>

/** Collects the values of a field with which the trigger can give `outcome`; `undefined` is any value. */
function collectValues(trigger: Trigger, field: string, outcome: boolean): Values | undefined {
  switch (trigger.kind) {
    case 'not':
      return collectValues(trigger.part, field, !outcome)
    case 'and':
    case 'or': {
      const parts = trigger.parts.map(part => collectValues(part, field, outcome))
      // A false `and` is an `or` of false parts, and vice versa.
      return (trigger.kind === 'and') === outcome ? inAll(parts) : inAny(parts)
    }
    default: {
      const { operand } = trigger
      const isField = operand.kind === 'path' && operand.path.length === 1 && operand.path[0] === field
      return isField ? admitValues(trigger, outcome) : undefined
    }
  }
}

function admitValues(clause: Clause, outcome: boolean): Values | undefined {
  if (clause.kind === 'in' && outcome) return keepStrings(clause.values)
  if (clause.kind !== 'comparison') return undefined
  return clause.operator === (outcome ? '=' : '!=') ? keepStrings([clause.value]) : undefined
}

/** Only strings are looked up: if another value is admitted, any value is. */
function keepStrings(values: readonly unknown[]): Values | undefined {
  return values.every(value => typeof value === 'string') ? new Set(values) : undefined
}

function inAll(parts: readonly (Values | undefined)[]): Values | undefined {
  const known = parts.filter(part => part !== undefined)
  const [first] = known
  return first && new Set([...first].filter(value => known.every(part => part.has(value))))
}

function inAny(parts: readonly (Values | undefined)[]): Values | undefined {
  const known = parts.filter(part => part !== undefined)
  return known.length < parts.length ? undefined : new Set(known.flatMap(part => [...part]))
}
