import { type JsCode, js, type Unit } from '../code/index.ts'
import { type Builtin, emitSignature, importImplementation } from './library.ts'
import { functionValue } from './runtime/functionValue.ts'
import type { Given, Resolution, Scope } from './scope.ts'

/** Names that are visible without being bound: `$$`, names from the host, and the library. */
export class GlobalScope implements Scope {
  readonly #unit: Unit
  readonly #run: JsCode
  readonly #root: JsCode
  readonly #given: ReadonlyMap<string, Given>
  readonly #functions: ReadonlyMap<string, Builtin>

  constructor(
    unit: Unit,
    run: JsCode,
    root: JsCode,
    given: ReadonlyMap<string, Given>,
    functions: ReadonlyMap<string, Builtin>,
  ) {
    this.#unit = unit
    this.#run = run
    this.#root = root
    this.#given = given
    this.#functions = functions
  }

  lookup(name: string): Resolution | undefined {
    if (name === '$') return { code: this.#root, stable: true }
    const given = this.#given.get(name)
    if (given) return { ...given, stable: true }
    const builtin = this.#functions.get(name)
    if (builtin === undefined) return undefined
    const value = () => this.#value(builtin)
    return {
      stable: true,
      builtin,
      get code() {
        return value()
      },
    }
  }

  names(): Iterable<string> {
    return this.#given.keys()
  }

  /** Emits a built-in as a function value. */
  #value(builtin: Builtin): JsCode {
    const { arity, takesRun } = builtin
    const { definition, parameters } = builtin.signature
    const implementation = importImplementation(builtin, this.#unit)
    const signature = emitSignature(definition, this.#unit)
    const checked = js`{ implementation: ${implementation}, signature: ${signature}, arity: ${arity}, parameters: ${parameters.length}, takesRun: ${takesRun} }`
    return this.#unit.constant(js`${this.#unit.import({ functionValue })}(${this.#run}, ${checked})`)
  }
}
