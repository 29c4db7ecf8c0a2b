import { literal } from './literal.ts'

/**
 * A piece of generated JavaScript. Only the `js` template makes one, so text from a definition or an event
 * can never become code: it enters as a literal, or not at all.
 */
class JsCode {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

export type { JsCode }

function isCode(value: unknown): value is JsCode {
  return value instanceof JsCode
}

/**
 * Builds code. What the template itself says is code; an interpolated code value is inserted as it is; every
 * other value becomes a JSON literal.
 *
 * @example js`const ${name} = ${'it\'s "quoted"'};`
 */
export function js(strings: TemplateStringsArray, ...values: readonly unknown[]): JsCode {
  let text = strings[0] as string
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    text += (isCode(value) ? value.toString() : literal(value)) + strings[i + 1]
  }
  return new JsCode(text)
}

/** Joins pieces of code with a separator of our own. */
export function join(parts: readonly JsCode[], separator: ', ' | '\n' | ' && ' | ' || ' | ' + ' | ''): JsCode {
  return new JsCode(parts.join(separator))
}

/** A name that we number ourselves: `v1`, `f2`. The prefix is one of ours, never an author's word. */
export function numbered(prefix: 'v' | 'f' | 'c', n: number): JsCode {
  return new JsCode(`${prefix}${n}`)
}

/** A fixed name of ours; see `names.ts`. */
export function fixedName(name: string): JsCode {
  if (!/^[A-Za-z]\w*$/.test(name)) throw new TypeError(`not a name: ${JSON.stringify(name)}`)
  return new JsCode(name)
}
