import { fixedName, type JsCode, join, js, numbered } from './js.ts'

/**
 * One generated program: declarations at its top, and named links to values that have no source (run-time functions,
 * templates, validators).
 *
 * @example
 * const unit = new Unit()
 * const hash = unit.link('hash', hashFunction)
 * const run = unit.evaluate(js`return input => ${hash}(input);`)
 */
export class Unit {
  /** Recorder that trace points report to; absent in a program without tracing. */
  readonly trace: JsCode | undefined
  readonly #links = new Map<unknown, { name: JsCode; value: unknown }>()
  readonly #taken = new Map<string, number>()
  readonly #declarations: JsCode[] = []
  #count = 0

  /** With `tracing`, the program has trace points. They report to the value of `current` at run time. */
  constructor(tracing?: { readonly current: object }) {
    this.trace = tracing && js`${this.link('trace', tracing)}.current`
  }

  /** Names a value that has no source. The same value gets the same name. */
  link(name: string, value: unknown): JsCode {
    const known = this.#links.get(value)
    if (known) return known.name
    const uses = (this.#taken.get(name) ?? 0) + 1
    this.#taken.set(name, uses)
    const linked = { name: fixedName(uses === 1 ? name : `${name}_${uses}`), value }
    this.#links.set(value, linked)
    return linked.name
  }

  /** Creates a variable name, unique in the unit. */
  variable(): JsCode {
    return numbered('v', ++this.#count)
  }

  /** Creates a function name, unique in the unit. */
  functionName(): JsCode {
    return numbered('f', ++this.#count)
  }

  /** Adds a statement to the declarations of the program. */
  declare(statement: JsCode): void {
    this.#declarations.push(statement)
  }

  /** Declares `const name = value` and returns the name. */
  constant(value: JsCode): JsCode {
    const name = numbered('c', ++this.#count)
    this.declare(js`const ${name} = ${value};`)
    return name
  }

  /** Prints the program as a function body that ends with `body`. */
  source(body: JsCode): string {
    return indent(join([...this.#declarations, body], '\n').toString())
  }

  /** Runs the program once and returns its result. */
  evaluate(body: JsCode): unknown {
    const links = [...this.#links.values()]
    // One parameter for all links: a destination may have more of them than engines allow parameters.
    const names = links.map(link => link.name.toString()).join(', ')
    const make = new Function('links', `"use strict";\nconst [${names}] = links;\n${this.source(body)}`)
    return make(links.map(link => link.value))
  }
}

/** Indents by the brackets at line ends and starts. Literals never contain line breaks. */
function indent(text: string): string {
  let depth = 0
  const lines: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '') continue
    if (/^[}\])]/.test(line)) depth--
    lines.push('  '.repeat(Math.max(0, depth)) + line)
    if (/[{[(]$/.test(line)) depth++
  }
  return lines.join('\n')
}
