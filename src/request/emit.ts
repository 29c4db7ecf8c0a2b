import { Block, type JsCode, join, js, objectOf, read, type Unit } from '../code/index.ts'
import type { Encoding, ParsedDestination } from '../destination/index.ts'
import { emitMapping, mappingFunction } from '../mapping/index.ts'
import type { JsonObject } from '../value/index.ts'
import { encodeInUrl, encodeSecret, urlText } from './encode.ts'
import { headerText, withHeaders } from './header.ts'
import { methodText } from './method.ts'
import type { Auth, Part, RequestTemplate } from './template.ts'
import { wholeUrl, withPair, withQuery } from './url.ts'

/** A request before its body is encoded. */
export interface Draft {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly encoding: Encoding
}

/**
 * Emits a function `(payload, drafts) => …` that adds the drafts a template makes of a payload; with `forEach`, one
 * for each item. It throws a `RequestError` when a payload cannot be made a request.
 */
export function emitRequest(template: RequestTemplate, unit: Unit, destination: ParsedDestination): JsCode {
  const name = unit.functionName()
  const { settings, constants } = destination
  const emitter = new RequestEmitter(template, { settings, constants })
  const members = { payload: js`payload`, ...account(destination, unit) }
  const block = new Block(unit)
  block.assumeObject(members.payload)
  const input = objectOf(block, members)
  if (template.forEach) {
    const items = block.const(emitMapping(template.forEach.mapping, block, input))
    const [index, loop] = [unit.variable(), block.inner()]
    emitter.emit(loop, objectOf(loop, { ...members, item: js`${items}[${index}]`, index }))
    const length = js`${unit.link('isArray', Array.isArray)}(${items}) ? ${items}.length : 0`
    block.add(js`for (let ${index} = 0, length = ${length}; ${index} < length; ${index}++) {\n${loop.code}\n}`)
  } else emitter.emit(block, input)
  unit.declare(js`const ${name} = (payload, drafts) => {\n${block.code}\n};`)
  return name
}

/** What every template can read of the account. */
export function account({ settings, constants }: ParsedDestination, unit: Unit) {
  return { settings: unit.link('settings', settings), constants: unit.link('constants', constants) }
}

class RequestEmitter {
  readonly #template: RequestTemplate
  readonly #fixed: JsonObject

  constructor(template: RequestTemplate, fixed: JsonObject) {
    this.#template = template
    this.#fixed = fixed
  }

  /** Writes the statement that adds the draft of one input. */
  emit(block: Block, input: JsCode): void {
    const { when, method, body, encoding } = this.#template
    const inner = block.inner()
    const condition = when && this.#part(when, block, input)
    const members = [
      js`method: ${inner.unit.link('methodText', methodText)}(${this.#part(method, inner, input)})`,
      js`url: ${this.#url(inner, input)}`,
      js`headers: ${this.#headers(inner, input)}`,
      js`body: ${body ? this.#part(body, inner, input) : undefined}`,
      js`encoding: ${encoding}`,
    ]
    inner.add(js`drafts.push({ ${join(members, ', ')} });`)
    block.add(condition ? js`if (${condition} === true) {\n${inner.code}\n}` : inner.code)
  }

  /**
   * A part's value. What is the same for every payload is computed now; it may hold a secret, so it is linked and
   * never written into the text.
   */
  #part(part: Part, block: Block, input: JsCode): JsCode {
    if (!part.isFixed) return emitMapping(part.mapping, block, input)
    return this.#linked(this.#value(part), block)
  }

  #linked(value: unknown, block: Block): JsCode {
    return value === undefined ? js`undefined` : block.unit.link('fixed', value)
  }

  #url(block: Block, input: JsCode): JsCode {
    const { query, auth } = this.#template
    const { unit } = block
    let text = this.#urlBase(block, input)
    if (query.size > 0) {
      const parameters = [...query].map(([name, part]) => js`[${name}]: ${this.#part(part, block, input)}`)
      text = js`${unit.link('withQuery', withQuery)}(${text}, { ${join(parameters, ', ')} })`
    }
    if (auth?.place === 'query') {
      const pair = `${encodeInUrl(auth.name)}=${encodeSecret(this.#authValue(auth))}`
      text = js`${unit.link('withPair', withPair)}(${text}, ${this.#linked(pair, block)})`
    }
    return text
  }

  #urlBase(block: Block, input: JsCode): JsCode {
    const { url } = this.#template
    const { unit } = block
    if (url.part.isFixed) return this.#part(url.part, block, input)
    if (url.segments === undefined) return js`${unit.link('wholeUrl', wholeUrl)}(${this.#part(url.part, block, input)})`
    const segments = url.segments.map(segment => {
      if (typeof segment === 'string') return js`${segment}`
      const value = read(block, input, segment)
      const isOurs = segment[0] === 'settings' || segment[0] === 'constants'
      return js`${isOurs ? unit.link('urlText', urlText) : unit.link('encodeInUrl', encodeInUrl)}(${value})`
    })
    return join(segments, ' + ')
  }

  #headers(block: Block, input: JsCode): JsCode {
    const { headers, auth } = this.#template
    const members: JsCode[] = []
    if (auth?.place === 'headers') {
      members.push(js`[${auth.name}]: ${this.#linked(headerText(auth.name, this.#authValue(auth)), block)}`)
    }
    const dynamic: JsCode[] = []
    for (const [name, part] of headers) {
      if (part.isFixed) members.push(js`[${name}]: ${this.#linked(headerText(name, this.#value(part)), block)}`)
      else dynamic.push(js`[${name}]: ${this.#part(part, block, input)}`)
    }
    const fixed = js`{ ${join(members, ', ')} }`
    if (dynamic.length === 0) return fixed
    return js`${block.unit.link('withHeaders', withHeaders)}(${fixed}, { ${join(dynamic, ', ')} })`
  }

  #authValue(auth: Auth): string {
    return auth.value(auth.inputs.map(part => String(this.#value(part) ?? '')))
  }

  #value(part: Part): unknown {
    return mappingFunction(part.mapping)(this.#fixed)
  }
}
