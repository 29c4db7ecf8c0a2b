import type { Node, NodeOf } from '../ast.ts'
import type { Builtin } from '../library.ts'
import { computedKey, extendOrigins, noOrigins, type Origins, type ReadScope } from '../readScope.ts'
import { readLambda } from './lambda.ts'

/** Functions whose results are items of their first argument. */
const choosing = new Set(['filter', 'single', 'sort', 'distinct', 'reverse', 'shuffle'])
/** Functions that call a function for the values of an object. */
const overValues = new Set(['each', 'sift', 'mapValues'])
const iterating = new Set(['map', 'filter', 'single', 'sort', 'reduce', 'mapKeys', ...overValues])
/** Functions that iterate, and return parts of their argument. */
const keeping = new Set(['sift', 'mapKeys'])

/** Reads of `$f(a, b)`, and of `x ~> $f(a, b)` with `applied` = the origins of x. */
export function readCall(node: NodeOf<'function'>, scope: ReadScope, applied: readonly Origins[] = []): Origins {
  const name = node.procedure.type === 'variable' ? node.procedure.value : ''
  if (name === '') scope.use(node.procedure)
  const origins = [...applied]
  const count = applied.length + node.arguments.length
  for (const arg of node.arguments) {
    const parameters = arg.type === 'lambda' ? parametersOf(name, origins[0] ?? noOrigins, count) : []
    origins.push(arg.type === 'lambda' ? readLambda(arg, scope, parameters) : scope.visit(arg))
  }
  if (takesContext(scope.functions.get(name), count)) origins.unshift(scope.context)
  const [first = noOrigins, ...others] = origins
  const passes = choosing.has(name)
  const goesOver = iterating.has(name) && !keeping.has(name) && node.arguments.some(takesParameters)
  const key = node.arguments.at(-1)
  if (name === 'lookup' && key?.type === 'string') return extendOrigins(first, key.value)
  if (name === 'append') return origins.flat()
  scope.read([...(passes || goesOver ? [] : first), ...others.flat()])
  return name === 'lookup' ? extendOrigins(first, computedKey) : passes ? first : noOrigins
}

/** Reads of `a ~> $f`. */
export function readApply({ lhs, rhs }: NodeOf<'apply'>, scope: ReadScope): Origins {
  const origins = scope.visit(lhs)
  if (rhs.type === 'function') return readCall(rhs, scope, [origins])
  scope.read(origins)
  scope.use(rhs)
  return noOrigins
}

/** Origins of a lambda's parameters, when a function calls it for items of `list`. */
function parametersOf(name: string, list: Origins, count: number): Origins[] {
  if (!iterating.has(name)) return []
  if (name === 'sort') return [list, list]
  // A key comes from the object, and the last parameter is all of it.
  if (overValues.has(name)) return [extendOrigins(list, computedKey), list, list]
  if (name === 'mapKeys') return [list, extendOrigins(list, computedKey), list]
  // Without a third argument, `$reduce` starts with the first item.
  if (name === 'reduce') return [count > 2 ? noOrigins : list, list, noOrigins, list]
  return [list, noOrigins, list]
}

const takesParameters = (arg: Node) => arg.type === 'lambda' && arg.arguments.length > 0

/** True if the call lacks its first argument, so that the function takes the context: `$lowercase()`. */
function takesContext(called: Builtin | undefined, given: number): boolean {
  const parameters = called?.signature.parameters ?? []
  return parameters.some(({ context }) => context) && given < parameters.filter(({ optional }) => !optional).length
}
