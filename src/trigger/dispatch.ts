import type { Clause, Trigger } from './trigger.ts'

/** The values of an event without which a trigger is false. Where a key is absent, any value may do. */
export interface Dispatch {
  readonly types?: readonly string[]
  readonly events?: readonly string[]
}

/**
 * What `type` and `event` must be for a trigger to be true, so that other events need not be asked.
 *
 * @example findDispatch(parse('type = "track" and (event = "A" or event = "B")'))
 * // { types: ['track'], events: ['A', 'B'] }
 */
export function findDispatch(trigger: Trigger): Dispatch {
  const types = needed(trigger, 'type', true)
  const events = needed(trigger, 'event', true)
  return { ...(types && { types: [...types] }), ...(events && { events: [...events] }) }
}

/**
 * The event names for which a trigger asks: those that it compares with `event` for a yes, wherever it does.
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
      return needed(trigger, 'event', outcome) ?? new Set()
  }
}

type Values = ReadonlySet<string>

/** The values of a field among which it must be for the trigger to come out as `outcome`; `undefined` is any. */
function needed(trigger: Trigger, field: string, outcome: boolean): Values | undefined {
  switch (trigger.kind) {
    case 'not':
      return needed(trigger.part, field, !outcome)
    case 'and':
    case 'or': {
      const parts = trigger.parts.map(part => needed(part, field, outcome))
      // What is false of an `and` is an `or` of what is false, and the other way round.
      return (trigger.kind === 'and') === outcome ? inAll(parts) : inAny(parts)
    }
    default: {
      const { operand } = trigger
      const isField = operand.kind === 'path' && operand.path.length === 1 && operand.path[0] === field
      return isField ? admitted(trigger, outcome) : undefined
    }
  }
}

function admitted(clause: Clause, outcome: boolean): Values | undefined {
  if (clause.kind === 'in' && outcome) return texts(clause.values)
  if (clause.kind !== 'comparison') return undefined
  return clause.operator === (outcome ? '=' : '!=') ? texts([clause.value]) : undefined
}

/** A field that may be something else than a text may be anything: only texts are looked up. */
function texts(values: readonly unknown[]): Values | undefined {
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
