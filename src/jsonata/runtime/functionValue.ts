import { checkArguments } from './arguments.ts'
import { JsonataError } from './error.ts'
import { T1008 } from './errorKinds.ts'
import type { Run } from './run.ts'
import type { Validator } from './signature.ts'
import { isFunction } from './values.ts'

/** A function value of the language. `this` is the context. */
export type FunctionValue = (this: unknown, ...args: unknown[]) => unknown

/** Function values without their argument check, which partial application skips. */
const unchecked = new WeakMap<object, { readonly call: FunctionValue; readonly parameters: number }>()

interface Checked {
  readonly implementation: (...args: never[]) => unknown
  readonly signature: Validator
  /** `Function.length` to report; `$map` and others pass that many arguments. */
  readonly arity: number
  readonly parameters: number
  readonly takesRun: boolean
}

/** Creates a function value that checks its arguments. */
export function functionValue(run: Run, definition: Checked): FunctionValue {
  const { signature, arity, parameters, takesRun } = definition
  const implementation = definition.implementation as (...args: unknown[]) => unknown
  const call = takesRun ? (...args: unknown[]) => implementation(run, ...args) : implementation
  const checked: FunctionValue = function (...args) {
    return call(...checkArguments(signature, args, this))
  }
  Object.defineProperty(checked, 'length', { value: arity })
  unchecked.set(checked, { call: (...args) => call(...args), parameters })
  return checked
}

/** Creates a function value from a lambda with a signature. */
export function checkedLambda(run: Run, signature: Validator, lambda: FunctionValue): FunctionValue {
  const implementation = lambda as (...args: never[]) => unknown
  return functionValue(run, {
    implementation,
    signature,
    arity: lambda.length,
    parameters: lambda.length,
    takesRun: false,
  })
}

/** Marks an argument that a partial application leaves open. */
export const openArgument = Symbol('?')

/** Implements `$f(?, 1)`, a function of the open arguments. */
export function applyPartially(procedure: unknown, args: readonly unknown[]): FunctionValue {
  if (!isFunction(procedure)) throw new JsonataError(T1008)
  const known = unchecked.get(procedure)
  const call: FunctionValue = known?.call ?? procedure
  const filled = Array.from({ length: known?.parameters ?? procedure.length }, (_, index) => args[index])
  const applied: FunctionValue = (...rest) => {
    let next = 0
    return call(...filled.map(arg => (arg === openArgument ? rest[next++] : arg)))
  }
  Object.defineProperty(applied, 'length', { value: filled.filter(arg => arg === openArgument).length })
  return applied
}
