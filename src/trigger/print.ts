import { printPath } from '../value/index.ts'
import type { Clause, Operand, Scalar, Trigger } from './trigger.ts'

/**
 * Prints a trigger in its canonical form. Parsing that gives the same tree, except for the spans.
 */
export function printTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'and':
      return trigger.parts.map(part => (part.kind === 'or' ? group(part) : printTrigger(part))).join(' and ')
    case 'or':
      return trigger.parts.map(printTrigger).join(' or ')
    case 'not': {
      const { part } = trigger
      const bare = part.kind === 'not' || part.kind === 'contains' || part.kind === 'match'
      return bare ? `!${printTrigger(part)}` : `!${group(part)}`
    }
    default:
      return printClause(trigger)
  }
}

function group(trigger: Trigger): string {
  return `(${printTrigger(trigger)})`
}

function printClause(clause: Clause): string {
  const operand = printOperand(clause.operand)
  switch (clause.kind) {
    case 'comparison':
      return `${operand} ${clause.operator} ${printScalar(clause.value)}`
    case 'in':
      return `${operand} in [${clause.values.map(printScalar).join(', ')}]`
    case 'has':
      return `${printScalar(clause.value)} in ${operand}`
    default:
      return `${clause.kind}(${operand}, ${printScalar(clause.text)})`
  }
}

/** Prints an operand: `properties.total`, `length(properties.products)`. */
export function printOperand(operand: Operand): string {
  return operand.kind === 'path' ? printPath(operand.path) : `${operand.kind}(${printOperand(operand.operand)})`
}

function printScalar(value: Scalar): string {
  return JSON.stringify(value)
}
