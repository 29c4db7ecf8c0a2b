import { chargeCompilation, compileCost } from '../value/index.ts'
import { literal } from './literal.ts'

/**
 * A piece of generated JavaScript. Only the `js` template creates one, so that a string from a definition or an event
 * can only become a literal, never code.
 */
class JsCode {
  readonly #text: string
  #beforeUse: (() => void) | undefined

  constructor(text: string, beforeUse?: () => void) {
    this.#text = text
    this.#beforeUse = beforeUse
  }

  /** The text, without counting as a use. */
  get key(): string {
    return this.#text
  }

  toString(): string {
    const declare = this.#beforeUse
    this.#beforeUse = undefined
    declare?.()
    return this.#text
  }
}

export type { JsCode }

function isCode(value: unknown): value is JsCode {
  return value instanceof JsCode
}

/**
 * Builds code. The template's own text is code, interpolated code is inserted unchanged, and every other interpolated
 * value becomes a JSON literal.
 *
 * @example js`const ${name} = ${'it\'s "quoted"'};`
 */
export function js(strings: TemplateStringsArray, ...values: readonly unknown[]): JsCode {
  let text = strings[0] as string
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    text += (isCode(value) ? value.toString() : data(value)) + strings[i + 1]
  }
  return new JsCode(text)
}

function data(value: unknown): string {
  const text = literal(value)
  chargeCompilation(text.length * compileCost.writtenCharacter)
  return text
}

/** Joins pieces of code with a fixed separator. */
export function join(parts: readonly JsCode[], separator: ', ' | '\n' | ' && ' | ' || ' | ' + ' | ''): JsCode {
  const text = parts.join(separator)
  chargeCompilation(text.length * compileCost.joinedCharacter)
  return new JsCode(text)
}

/** Creates a numbered name: `v1`, `f2`. The prefix is never an author's word. */
export function numbered(prefix: 'v' | 'f' | 'c', n: number): JsCode {
  return new JsCode(`${prefix}${n}`)
}

/** Gives a name that is declared before its first use. A name without a use is not declared. */
export function declaredOnUse(name: JsCode, declare: () => void): JsCode {
  return new JsCode(name.key, declare)
}

/** Creates a name that callmap chose; it is never an author's word. */
export function fixedName(name: string): JsCode {
  if (!/^[$A-Za-z]\w*$/.test(name)) throw new TypeError(`not a name: ${JSON.stringify(name)}`)
  return new JsCode(name)
}
