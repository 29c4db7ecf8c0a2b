import { checkArguments } from './arguments.ts'
import { JsonataError } from './error.ts'
import type { Run } from './run.ts'
import { isFunction } from './values.ts'

/** A function of the language as a value: called with the context as `this`. */
export type FunctionValue = (this: unknown, ...args: unknown[]) => unknown

/** What a function value does without the check of its arguments, which a partial application leaves out. */
const unchecked = new WeakMap<object, { readonly call: FunctionValue; readonly parameters: number }>()

interface Checked {
  readonly implementation: (...args: never[]) => unknown
  readonly signature?: { validate(args: readonly unknown[], context: unknown): unknown[] } | undefined
  /** How many parameters it says it has: what `$map` and the like decide by. */
  readonly arity: number
  readonly parameters: { readonly length: number }
  readonly takesRun?: boolean
}

/** A function with a signature as a value. */
export function functionValue(run: Run, definition: Checked): FunctionValue {
  const { signature, arity, parameters, takesRun } = definition
  const implementation = definition.implementation as (...args: unknown[]) => unknown
  const call = takesRun ? (...args: unknown[]) => implementation(run, ...args) : implementation
  const checked: FunctionValue = function (...args) {
    return call(...(signature ? checkArguments(signature, args, this) : args))
  }
  Object.defineProperty(checked, 'length', { value: arity })
  unchecked.set(checked, { call: (...args) => call(...args), parameters: parameters.length })
  return checked
}

/** A lambda with a signature. */
export function checkedLambda(run: Run, signature: Checked['signature'], lambda: FunctionValue): FunctionValue {
  const implementation = lambda as (...args: never[]) => unknown
  return functionValue(run, { implementation, signature, arity: lambda.length, parameters: lambda })
}

/** Stands for the argument that a partial application leaves open. */
export const open = Symbol('?')

/** `$f(?, 1)`: a function of the arguments left open. */
export function partial(procedure: unknown, args: readonly unknown[]): FunctionValue {
  if (!isFunction(procedure)) throw new JsonataError('T1008')
  const known = unchecked.get(procedure)
  const call: FunctionValue = known?.call ?? procedure
  const filled = Array.from({ length: known?.parameters ?? procedure.length }, (_, index) => args[index])
  const applied: FunctionValue = (...rest) => {
    let next = 0
    return call(...filled.map(arg => (arg === open ? rest[next++] : arg)))
  }
  Object.defineProperty(applied, 'length', { value: filled.filter(arg => arg === open).length })
  return applied
}
