import type { Bindings, Callable, Run } from './runtime/run.ts'

export const isFunction = (value: unknown): value is Callable => typeof value === 'function'

/** The values of a host as an expression takes them: a host's function can call the lambdas that it is given. */
export function takeFromHost(run: Run, values: Bindings): Bindings {
  const taken = Object.entries(values).map(([name, value]) => [
    name,
    isFunction(value) ? takeFunction(run, value) : value,
  ])
  return Object.fromEntries(taken)
}

function takeFunction(run: Run, given: Callable): Callable {
  const taken: Callable = function (...args) {
    return given.apply(
      this,
      args.map(arg => (isFunction(arg) ? giveToHost(run, arg) : arg)),
    )
  }
  // Functions of higher order pass as many arguments as a function has parameters.
  return Object.defineProperty(taken, 'length', { value: given.length })
}

/**
 * A function of an expression as its host gets it. A lambda leaves its tail calls to its caller; the host's makes them itself.
 * Called after the evaluation it is another one, with fresh limits.
 */
export function giveToHost(run: Run, given: Callable): Callable {
  return (...args) => {
    const call = () => run.resolve(given.apply(undefined, args), undefined)
    return run.isRunning ? call() : run.program(call)(undefined)
  }
}
