import { chargeCompilation, compileCost, generateCode } from '../value/index.ts'
import { fixedName, type JsCode, join, js, numbered } from './js.ts'

interface UnitOptions {
  readonly tracing?: boolean
  readonly takesRun?: boolean
  readonly isPrinted?: boolean
}

/**
 * One generated program: declarations at its top, and its links to everything that outlives a run. There are three
 * kinds: functions of callmap's run time by name, JSON data, and slots of the account that runs it.
 *
 * @example
 * const unit = new Unit()
 * const hash = unit.import({ sha256 })
 * const run = unit.evaluate(js`return input => ${hash}(input);`)
 */
export class Unit {
  /** Recorder that trace points report to; absent in a program without tracing. */
  readonly trace: JsCode | undefined
  /** True if the program is written to a file: what is computed while it is written need not be in the file. */
  readonly isPrinted: boolean
  readonly #takesRun: boolean
  readonly #imports = new Map<string, unknown>()
  readonly #constants = new Map<string, JsCode>()
  readonly #declarations: JsCode[] = []
  #names = 0
  #variables = 0

  /**
   * With `takesRun`, the program is a function of a variable `run`. With `tracing` it is one too, and its trace points
   * report to the recorder of the run.
   */
  constructor({ tracing = false, takesRun = tracing, isPrinted = false }: UnitOptions = {}) {
    this.isPrinted = isPrinted
    this.#takesRun = takesRun
    this.trace = tracing ? js`run.trace` : undefined
  }

  /** Imports a function of the run time under its own name: `unit.import({ wholeUrl })`. */
  import(named: Readonly<Record<string, unknown>>): JsCode {
    const [[name, value]] = Object.entries(named) as [[string, unknown]]
    if (this.#imports.has(name) && this.#imports.get(name) !== value) throw new TypeError(`two imports named ${name}`)
    this.#imports.set(name, value)
    return fixedName(name)
  }

  /** Names JSON data. */
  data(value: unknown): JsCode {
    return this.constant(js`${value}`)
  }

  /** Refers to a slot of the account, whose object is a parameter `account` of every function with slots. */
  account(slot: 'settings' | 'constants' | 'tokens' | number): JsCode {
    if (typeof slot === 'number') return js`account.slots[${slot}]`
    if (slot === 'tokens') return js`account.tokens`
    return slot === 'settings' ? js`account.settings` : js`account.constants`
  }

  /** Functions of the run time that the program imports, by name. */
  get imports(): ReadonlyMap<string, unknown> {
    return this.#imports
  }

  /** Creates a variable name, unique in its declared function. */
  variable(): JsCode {
    return numbered('v', ++this.#variables)
  }

  /** Creates a function name, unique in the unit. */
  functionName(): JsCode {
    return numbered('f', ++this.#names)
  }

  /**
   * Declares the function that `write` emits, and returns its name. Variables are numbered anew in each, so that equal
   * functions have equal code and one name.
   */
  function(write: () => JsCode): JsCode {
    const outer = this.#variables
    this.#variables = 0
    const code = write()
    this.#variables = outer
    return this.#named('f', code)
  }

  /** Adds a statement to the declarations of the program. */
  declare(statement: JsCode): void {
    this.#declarations.push(statement)
  }

  /** Declares `const name = value` and returns the name. Equal code gets the same name. */
  constant(value: JsCode): JsCode {
    return this.#named('c', value)
  }

  #named(prefix: 'f' | 'c', value: JsCode): JsCode {
    const known = this.#constants.get(`${value}`)
    if (known) return known
    const name = numbered(prefix, ++this.#names)
    this.#constants.set(`${value}`, name)
    this.declare(js`const ${name} = ${value};`)
    return name
  }

  /** Prints the program as a function body that ends with `body`. */
  source(body: JsCode): string {
    return indent(this.#text(body))
  }

  #text(body: JsCode): string {
    const whole = join([...this.#declarations, body], '\n')
    chargeCompilation(`${whole}`.length * compileCost.writtenCharacter)
    return `${this.#takesRun ? js`return run => {\n${whole}\n};` : whole}`
  }

  /**
   * Runs the program once and returns its result, or a function `run => result`.
   *
   * @throws EvalError where the platform forbids `eval`
   */
  evaluate(body: JsCode): unknown {
    const names = [...this.#imports.keys()].join(', ')
    const source = `"use strict";\nconst { ${names} } = imports;\n${this.#text(body)}`
    return generateCode(() => new Function('imports', source))(Object.fromEntries(this.#imports))
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
