import { charge, chargeCompilation, compileCost, cost } from '../value/index.ts'
import { type JsCode, join, js } from './js.ts'
import type { Unit } from './unit.ts'

interface BlockOptions {
  readonly outer?: Block
  readonly trace?: JsCode | undefined
}

/**
 * A sequence of statements being written. Each value is read once: a block reuses the names of values that it or an
 * enclosing block has read.
 */
export class Block {
  readonly unit: Unit
  /** Recorder that trace points report to; absent in a program without tracing. */
  readonly trace: JsCode | undefined
  readonly #outer: Block | undefined
  readonly #statements: JsCode[] = []
  readonly #inner: Block[] = []
  #extra = 0
  readonly #named = new Map<string, JsCode>()
  readonly #objects = new Map<string, readonly string[]>()

  constructor(unit: Unit, { outer, trace = outer?.trace }: BlockOptions = {}) {
    this.unit = unit
    this.trace = trace
    this.#outer = outer
  }

  add(statement: JsCode): void {
    chargeCompilation(compileCost.statement)
    this.#statements.push(statement)
  }

  /** Writes `const v1 = value;` and returns the name `v1`. */
  const(value: JsCode): JsCode {
    const name = this.unit.variable()
    this.add(js`const ${name} = ${value};`)
    return name
  }

  /** Writes `let v1 = value;` and returns the name `v1`. */
  let(value?: JsCode): JsCode {
    const name = this.unit.variable()
    this.add(value === undefined ? js`let ${name};` : js`let ${name} = ${value};`)
    return name
  }

  /** Returns the name written under `key`, and writes it if neither this block nor an enclosing one has done so. */
  once(key: string, write: () => JsCode): JsCode {
    for (let block: Block | undefined = this; block; block = block.#outer) {
      const name = block.#named.get(key)
      if (name) return name
    }
    const name = write()
    this.#named.set(key, name)
    return name
  }

  /** Declares that a name always holds an object, no array, and that these of its members always hold one too. */
  assumeObject(name: JsCode, members: readonly string[] = []): void {
    this.#objects.set(name.key, members)
  }

  knowsObject(name: JsCode): boolean {
    return this.objectMembers(name) !== undefined
  }

  /** Keys of an object whose values are known to be objects; `undefined` for a name that may hold anything else. */
  objectMembers(name: JsCode): readonly string[] | undefined {
    return this.#objects.get(name.key) ?? this.#outer?.objectMembers(name)
  }

  /** Opens a block inside this one. It reuses the names of this one. */
  inner(): Block {
    const block = new Block(this.unit, { outer: this })
    this.#inner.push(block)
    return block
  }

  /** Writes `if (condition) { … } else { … }` and returns the name of its result. */
  choose(condition: JsCode, then: (block: Block) => JsCode, otherwise: (block: Block) => JsCode): JsCode {
    const result = this.let()
    const [whenTrue, whenFalse] = [this.inner(), this.inner()]
    whenTrue.add(js`${result} = ${then(whenTrue)};`)
    whenFalse.add(js`${result} = ${otherwise(whenFalse)};`)
    this.add(js`if (${condition}) {\n${whenTrue.code}\n} else {\n${whenFalse.code}\n}`)
    return result
  }

  get code(): JsCode {
    return join(this.#statements, '\n')
  }

  /** Declares units that a statement costs beyond those of its kind. */
  cost(units: number): void {
    this.#extra += units
  }

  /** Units that running the block once costs, with all blocks inside it. */
  get units(): number {
    const own = (1 + this.#statements.length) * cost.statement + this.#extra
    return this.#inner.reduce((sum, block) => sum + block.units, own)
  }

  /** The code as the body of a function, which is paid for by the number of its statements when it is called. */
  get body(): JsCode {
    return js`${this.unit.import({ charge })}(${this.units});\n${this.code}`
  }
}
