import { type JsCode, js } from '../../code/index.ts'
import type { Node } from '../ast.ts'
import { truthy } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'

/** The JavaScript type that a value certainly has. */
export type Certain = 'string' | 'number' | 'boolean' | 'object' | undefined

/** What is known of the value of a node before it runs: it is never absent when a type is known. */
export function certainType(node: Node): Certain {
  if (node.predicate || node.group) return undefined
  switch (node.type) {
    case 'string':
    case 'number':
      return node.type
    case 'value':
      return typeof node.value === 'boolean' ? 'boolean' : undefined
    case 'binary':
      if (node.value === '&') return 'string'
      return ['=', '!=', 'in', 'and', 'or'].includes(node.value) ? 'boolean' : undefined
    case 'unary':
      return node.value === '-' ? undefined : 'object'
    case 'condition': {
      const type = certainType(node.then)
      return node.else && certainType(node.else) === type ? type : undefined
    }
    default:
      return undefined
  }
}

const comparisons = ['<', '<=', '>', '>=']

/** The JavaScript condition that holds when the value of a node counts as true. */
export function holds(node: Node, value: JsCode, scope: Scope): JsCode {
  if (certainType(node) === 'boolean') return value
  const compares = node.type === 'binary' && comparisons.includes(node.value) && !node.predicate && !node.group
  return compares ? js`${value} === true` : scope.call({ truthy }, value)
}
