import { Block, declareObject, type JsCode, join, js, read, type Unit } from '../code/index.ts'
import type { Encoding, ParsedDestination, SecretPlace } from '../destination/index.ts'
import { emitMapping, whyUndecided } from '../mapping/index.ts'
import { describeKind } from '../value/index.ts'
import { encodeInPath, encodeInUrl } from './encode.ts'
import { headerText, withAllHeaders, withHeaders } from './header.ts'
import { methodText } from './method.ts'
import type { Part } from './part.ts'
import { RequestError } from './requestError.ts'
import { authInputs, authValue, type RequestTemplate } from './requestTemplate.ts'
import { placeOf, type UrlRules, wholeUrl, withPair, withQuery } from './url.ts'

/** A request before its body is encoded. */
export interface Draft {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: unknown
  readonly encoding: Encoding
  readonly signature?: Signature
  readonly secrets?: readonly SecretPlace[]
}

/** A header that signs the encoded body. */
interface Signature {
  readonly header: string
  readonly of: (body: string) => string
}

/**
 * Emits a function `(payload, drafts) => …` that adds the drafts of a payload; with `forEach`, one for each item. It throws
 * a `RequestError` if the payload cannot be made into a request.
 */
export function emitRequest(template: RequestTemplate, unit: Unit, destination: ParsedDestination): JsCode {
  const name = unit.functionName()
  const emitter = new RequestEmitter(template)
  const members = { payload: js`payload`, ...account(destination, unit) }
  const block = new Block(unit)
  block.assumeObject(members.payload)
  const input = declareObject(block, members)
  if (template.forEach) {
    const items = block.const(emitMapping(template.forEach.mapping, block, input))
    const [index, loop] = [unit.variable(), block.inner()]
    emitter.emit(loop, declareObject(loop, { ...members, item: js`${items}[${index}]`, index }))
    const length = js`${unit.link('countRequests', countRequests)}(${items})`
    block.add(js`for (let ${index} = 0, length = ${length}; ${index} < length; ${index}++) {\n${loop.code}\n}`)
  } else emitter.emit(block, input)
  unit.declare(js`const ${name} = (payload, drafts) => {\n${block.code}\n};`)
  return name
}

/** Emits the roots of the account that every template may read. */
export function account({ settings, constants }: ParsedDestination, unit: Unit) {
  return { settings: unit.link('settings', settings), constants: unit.link('constants', constants) }
}

/** Evaluates the value of `when`; an absent value counts as false. */
function isMade(when: unknown): boolean {
  const undecided = whyUndecided(when)
  if (undecided !== undefined) throw new RequestError(undecided)
  return when === true
}

/** Counts the items of `forEach`: an absent list and null have none. */
function countRequests(items: unknown): number {
  if (Array.isArray(items)) return items.length
  if (items === undefined || items === null) return 0
  throw new RequestError(`\`forEach\` is ${describeKind(items)}, expected a list`)
}

class RequestEmitter {
  readonly #template: RequestTemplate

  constructor(template: RequestTemplate) {
    this.#template = template
  }

  /** Emits the statement that adds the draft of one input. */
  emit(block: Block, input: JsCode): void {
    const { when, method, body, encoding, secrets } = this.#template
    const inner = block.inner()
    const condition = when && this.#part(when, block, input)
    const members = [
      js`method: ${this.#method(method, inner, input)}`,
      js`url: ${this.#url(inner, input)}`,
      js`headers: ${this.#headers(inner, input)}`,
      js`body: ${body ? this.#part(body, inner, input) : undefined}`,
      js`encoding: ${encoding}`,
    ]
    const signature = this.#signature()
    if (signature) members.push(js`signature: ${this.#linked(signature, block)}`)
    if (secrets.length > 0) members.push(js`secrets: ${this.#linked(secrets, block)}`)
    inner.add(js`drafts.push({ ${join(members, ', ')} });`)
    if (condition === undefined) block.add(inner.code)
    else block.add(js`if (${block.unit.link('isMade', isMade)}(${condition})) {\n${inner.code}\n}`)
  }

  /** Emits a part. A fixed value may contain a secret, so it is linked and never written into the source. */
  #part({ mapping, fixed }: Part, block: Block, input: JsCode): JsCode {
    return fixed ? this.#linked(fixed.value, block) : emitMapping(mapping, block, input)
  }

  #method(method: Part, block: Block, input: JsCode): JsCode {
    if (method.fixed) return js`${methodText(method.fixed.value)}`
    return js`${block.unit.link('methodText', methodText)}(${this.#part(method, block, input)})`
  }

  #linked(value: unknown, block: Block): JsCode {
    return value === undefined ? js`undefined` : block.unit.link('fixed', value)
  }

  #url(block: Block, input: JsCode): JsCode {
    const { query, auth } = this.#template
    const { unit } = block
    let text = this.#urlBase(block, input)
    if (auth?.place === 'query') {
      const pair = `${encodeInUrl(auth.name)}=${encodeInUrl(authValue(auth))}`
      text = js`${unit.link('withPair', withPair)}(${text}, ${this.#linked(pair, block)})`
    }
    if (query.size > 0) {
      const parameters = [...query].map(([name, part]) => js`[${name}]: ${this.#part(part, block, input)}`)
      text = js`${unit.link('withQuery', withQuery)}(${text}, { ${join(parameters, ', ')} })`
    }
    return text
  }

  #urlBase(block: Block, input: JsCode): JsCode {
    const { url } = this.#template
    const { unit } = block
    if (url.part.fixed) return this.#part(url.part, block, input)
    if (url.segments === undefined) {
      const rules = this.#linked(this.#urlRules(), block)
      return js`${unit.link('wholeUrl', wholeUrl)}(${this.#part(url.part, block, input)}, ${rules})`
    }
    const texts = url.segments.map((segment, i, segments) => {
      // The strings may contain settings.
      if (typeof segment === 'string') return this.#linked(segment, block)
      const value = read(block, input, segment)
      if (placeOf(segments, i) === 'query') return js`${unit.link('encodeInUrl', encodeInUrl)}(${value})`
      return js`${unit.link('encodeInPath', encodeInPath)}(${value}, ${this.#linked(segment, block)})`
    })
    return join(texts, ' + ')
  }

  #urlRules(): UrlRules {
    const { hosts, allowHttp } = this.#template
    const allowsHttp = allowHttp?.fixed?.value === true
    return hosts ? { allowsHttp, hosts } : { allowsHttp }
  }

  #headers(block: Block, input: JsCode): JsCode {
    const { headers, allHeaders, auth } = this.#template
    const { unit } = block
    const fixed = new Map<string, unknown>()
    const dynamic: JsCode[] = []
    for (const [name, part] of headers) {
      if (part.fixed) fixed.set(name, part.fixed.value)
      else dynamic.push(js`[${name}]: ${this.#part(part, block, input)}`)
    }
    // A payload must not replace the authentication.
    if (auth?.place === 'headers') fixed.set(auth.name, authValue(auth))
    const members = [...fixed].flatMap(([name, value]) => {
      const text = headerText(name, value)
      return text === undefined ? [] : [js`[${name}]: ${this.#linked(text, block)}`]
    })
    let code = js`{ ${join(members, ', ')} }`
    if (dynamic.length > 0) {
      code = js`${unit.link('withHeaders', withHeaders)}(${code}, { ${join(dynamic, ', ')} })`
    }
    if (allHeaders) {
      code = js`${unit.link('withAllHeaders', withAllHeaders)}(${code}, ${this.#part(allHeaders, block, input)})`
    }
    return code
  }

  /** Signature of the body; absent for an account without a secret. */
  #signature(): Signature | undefined {
    const { auth } = this.#template
    const inputs = auth?.place === 'signature' ? authInputs(auth) : []
    if (auth === undefined || !inputs.some(Boolean)) return undefined
    return { header: auth.name, of: body => auth.value(inputs, body, auth.unknown) }
  }
}
