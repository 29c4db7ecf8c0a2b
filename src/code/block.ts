import { type JsCode, join, js } from './js.ts'
import type { Unit } from './unit.ts'

interface BlockOptions {
  readonly outer?: Block
  readonly trace?: JsCode | undefined
}

/**
 * A sequence of statements being written. What is read once is named once: a value that a block or one of the
 * blocks around it has read already is not read again.
 */
export class Block {
  readonly unit: Unit
  /** What trace points report values to, where somebody wants to know them. */
  readonly trace: JsCode | undefined
  readonly #outer: Block | undefined
  readonly #statements: JsCode[] = []
  readonly #named = new Map<string, JsCode>()
  readonly #objects = new Set<string>()

  constructor(unit: Unit, { outer, trace = outer?.trace }: BlockOptions = {}) {
    this.unit = unit
    this.trace = trace
    this.#outer = outer
  }

  add(statement: JsCode): void {
    this.#statements.push(statement)
  }

  /** `const v1 = value;` and the name `v1`. */
  const(value: JsCode): JsCode {
    const name = this.unit.variable()
    this.add(js`const ${name} = ${value};`)
    return name
  }

  /** `let v1 = value;` and the name `v1`. */
  let(value?: JsCode): JsCode {
    const name = this.unit.variable()
    this.add(value === undefined ? js`let ${name};` : js`let ${name} = ${value};`)
    return name
  }

  /** The name of what is written under `key`, writing it if this block and those around it have not yet. */
  once(key: string, write: () => JsCode): JsCode {
    for (let block: Block | undefined = this; block; block = block.#outer) {
      const name = block.#named.get(key)
      if (name) return name
    }
    const name = write()
    this.#named.set(key, name)
    return name
  }

  /** Notes that a name stands for an object, whatever happens. */
  assumeObject(name: JsCode): void {
    this.#objects.add(`${name}`)
  }

  knowsObject(name: JsCode): boolean {
    return this.#objects.has(`${name}`) || (this.#outer?.knowsObject(name) ?? false)
  }

  /** A block inside this one: it sees what was read here before it. */
  inner(): Block {
    return new Block(this.unit, { outer: this })
  }

  /** `if (condition) { … } else { … }` as a value: each branch writes its statements and gives its result. */
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
}
