import { fixedName, type JsCode, join, js, numbered } from './js.ts'

/**
 * One generated program: declarations that stand at its top, and links to values that cannot be written as
 * source (run-time functions, templates, validators), each under a name of ours.
 *
 * @example
 * const unit = new Unit()
 * const hash = unit.link('hash', hashFunction)
 * const run = unit.evaluate(js`return input => ${hash}(input);`)
 */
export class Unit {
  /** What the trace points of the program report to, where it has them. */
  readonly trace: JsCode | undefined
  readonly #links = new Map<unknown, { name: JsCode; value: unknown }>()
  readonly #taken = new Map<string, number>()
  readonly #declarations: JsCode[] = []
  #count = 0

  /** With `tracing`, the program has trace points. What they report to is `current` at the time. */
  constructor(tracing?: { readonly current: object }) {
    this.trace = tracing && js`${this.link('trace', tracing)}.current`
  }

  /** A name for a value that lives outside the text. The same value gets the same name. */
  link(name: string, value: unknown): JsCode {
    const known = this.#links.get(value)
    if (known) return known.name
    const uses = (this.#taken.get(name) ?? 0) + 1
    this.#taken.set(name, uses)
    const linked = { name: fixedName(uses === 1 ? name : `${name}_${uses}`), value }
    this.#links.set(value, linked)
    return linked.name
  }

  /** A new variable name, unique in the whole unit. */
  variable(): JsCode {
    return numbered('v', ++this.#count)
  }

  /** A new function name, unique in the whole unit. */
  functionName(): JsCode {
    return numbered('f', ++this.#count)
  }

  /** Puts a statement at the top of the program, after those declared before it. */
  declare(statement: JsCode): void {
    this.#declarations.push(statement)
  }

  /** Declares `const name = value` at the top and gives the name. */
  constant(value: JsCode): JsCode {
    const name = numbered('c', ++this.#count)
    this.declare(js`const ${name} = ${value};`)
    return name
  }

  /** The whole text: a function body whose last statement is `body`. */
  source(body: JsCode): string {
    return indent(join([...this.#declarations, body], '\n').toString())
  }

  /** Runs the text once and gives what it returns. */
  evaluate(body: JsCode): unknown {
    const links = [...this.#links.values()]
    // One parameter for all: there are as many links as a destination has parts, and engines limit parameters.
    const names = links.map(link => link.name.toString()).join(', ')
    const make = new Function('links', `"use strict";\nconst [${names}] = links;\n${this.source(body)}`)
    return make(links.map(link => link.value))
  }
}

/** Indents by brackets at line ends and starts: generated text is laid out line by line, never inside literals. */
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
