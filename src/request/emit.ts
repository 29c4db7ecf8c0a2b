import { Block, declareObject, type JsCode, join, js, read, type Unit } from '../code/index.ts'
import { emitMapping, isPresent } from '../mapping/index.ts'
import { charge, cost, type Pointer } from '../value/index.ts'
import { accountRoots } from './accountRoots.ts'
import { authText } from './auth.ts'
import { countRequests, isMade } from './count.ts'
import { addDraft, type KnownParts } from './draft.ts'
import { withAllHeaders, withHeader } from './header.ts'
import { methodText } from './method.ts'
import { emitFixed, emitPart, type Part } from './part.ts'
import type { Auth, RequestTemplate } from './requestTemplate.ts'
import { placeInAction } from './trail.ts'
import { urlRules, wholeUrl, withAllQuery, withPair, withQuery, writeOrigin, writeUrl } from './url.ts'
import { emitChoice } from './urlPart.ts'

/**
 * Emits a function `(payload, drafts, account, trail) => …` that adds the drafts of a payload; with `forEach`, one for each
 * item. It throws a `RequestError` if the payload cannot be made into a request, and `trail` is then at the part that failed.
 * `action` is the place of its action.
 */
export function emitRequest(template: RequestTemplate, unit: Unit, action?: Pointer): JsCode {
  return unit.function(() => emitRequestFunction(template, unit, action))
}

function emitRequestFunction(template: RequestTemplate, unit: Unit, action: Pointer | undefined): JsCode {
  const emitter = new RequestEmitter(template, unit, action)
  const block = new Block(unit)
  const members = { payload: js`payload`, ...accountRoots(block, template) }
  block.assumeObject(members.payload)
  block.add(js`trail.at = ${placeInAction(template.places.request, action)};`)
  const input = declareObject(block, members)
  if (template.forEach) {
    emitter.follow(template.forEach, block)
    const items = block.const(emitMapping(template.forEach.mapping, block, input))
    const [index, loop] = [unit.variable(), block.inner()]
    emitter.emit(loop, declareObject(loop, { ...members, item: js`${items}[${index}]`, index }))
    const length = js`${unit.import({ countRequests })}(${items})`
    const count = block.const(length)
    block.add(js`${unit.import({ charge })}(${count} * ${loop.units});
for (let ${index} = 0; ${index} < ${count}; ${index}++) {\n${loop.code}\n}`)
  } else emitter.emit(block, input)
  return js`(payload, drafts, account, trail) => {\n${block.body}\n}`
}

class RequestEmitter {
  readonly #template: RequestTemplate
  readonly #unit: Unit
  readonly #action: Pointer | undefined

  constructor(template: RequestTemplate, unit: Unit, action: Pointer | undefined) {
    this.#template = template
    this.#unit = unit
    this.#action = action
  }

  /** Notes the part that is computed next, unless it is computed already. */
  follow({ fixed, at }: Part, block: Block): void {
    if (!fixed) block.add(js`trail.at = ${placeInAction(at, this.#action)};`)
  }

  /** Emits the statements that add the draft of one input. */
  emit(block: Block, input: JsCode): void {
    const { when, body, encoding, auth, secrets, tokens, place, places } = this.#template
    const inner = block.inner()
    const condition = when && this.#part(when, block, input)
    const parts = [
      this.#method(inner, input),
      this.#url(inner, input),
      this.#headers(inner, input),
      body ? this.#part(body, inner, input) : js`undefined`,
    ]
    const signatures = auth.filter(({ scheme }) => scheme.place === 'signature')
    if (signatures.length > 0) {
      const codes = signatures.map(one => this.#credential(one, inner, input))
      parts.push(js`[${join(codes, ', ')}]`)
    }
    const known: KnownParts = {
      encoding,
      places: {
        request: placeInAction(places.request, this.#action),
        body: placeInAction(places.body, this.#action),
      },
      ...(secrets !== undefined && { secrets }),
      ...(tokens !== undefined && { tokens }),
      ...(place !== undefined && { template: placeInAction(place, this.#action) }),
    }
    inner.cost((parts.length + Object.keys(known).length - 1) * cost.item + cost.object)
    const add = this.#unit.import({ addDraft })
    inner.add(js`${add}(drafts, account, trail, ${this.#unit.data(known)}, ${join(parts, ', ')});`)
    if (condition === undefined) block.add(inner.code)
    else block.add(js`if (${this.#unit.import({ isMade })}(${condition})) {\n${inner.code}\n}`)
  }

  #part(part: Part, block: Block, input: JsCode): JsCode {
    this.follow(part, block)
    return emitPart(part, block, input)
  }

  #credential({ scheme, inputs, options, slot }: Auth, block: Block, input: JsCode): JsCode {
    if (slot !== undefined) return this.#unit.account(slot)
    const values = inputs.map(part => {
      const value = this.#part(part, block, input)
      return part.fixed ? value : block.const(js`${this.#unit.import({ authText })}(${value})`)
    })
    return block.const(
      js`${this.#unit.import(scheme.by)}([${join(values, ', ')}], ${this.#unit.data(options)}, account)`,
    )
  }

  #method(block: Block, input: JsCode): JsCode {
    const { method } = this.#template
    const value = this.#part(method, block, input)
    return method.fixed ? value : block.const(js`${this.#unit.import({ methodText })}(${value})`)
  }

  #url(block: Block, input: JsCode): JsCode {
    const { query, allQuery, auth, url: base } = this.#template
    this.follow(base.part, block)
    const whole = this.#urlBase(block, input)
    let url = base.part.fixed ? whole : block.const(whole)
    const credentials = auth.filter(({ scheme }) => scheme.place === 'query')
    for (const one of credentials) {
      url = js`${this.#unit.import({ withPair })}(${url}, ${this.#credential(one, block, input)})`
    }
    if (query.size > 0) {
      const parameters = [...query].map(([name, part]) => js`[${name}]: ${this.#part(part, block, input)}`)
      url = block.const(js`${this.#unit.import({ withQuery })}(${url}, { ${join(parameters, ', ')} })`)
    }
    if (allQuery) {
      const own = [...query.keys(), ...credentials.map(({ scheme }) => scheme.name)]
      const given = this.#part(allQuery, block, input)
      url = block.const(js`${this.#unit.import({ withAllQuery })}(${url}, ${given}, ${own})`)
    }
    return url
  }

  #urlBase(block: Block, input: JsCode, url = this.#template.url): JsCode {
    const { hosts, allowHttp } = this.#template
    if (url.choice) {
      const number = block.const(emitMapping(url.choice.number, block, input))
      const urls = url.choice.urls.map(one => this.#urlBase(block, input, one))
      return emitChoice(number, urls)
    }
    if (url.template) {
      const { slot, paths, hosts } = url.template
      const values = paths.map((path, i) => {
        const value = read(block, input, path)
        if (hosts === undefined || i > 0) return value
        return js`${this.#unit.import({ writeOrigin })}(${value}, ${path[1]}, ${this.#unit.data(hosts)})`
      })
      return js`${this.#unit.import({ writeUrl })}(${this.#unit.account(slot)}, [${join(values, ', ')}])`
    }
    const value = emitPart(url.part, block, input)
    if (url.part.fixed) return value
    const rules = allowHttp?.fixed ? emitFixed(allowHttp.fixed, block) : this.#unit.data(urlRules(false, hosts))
    return js`${this.#unit.import({ wholeUrl })}(${value}, ${rules})`
  }

  #headers(block: Block, input: JsCode): JsCode {
    const { headers, allHeaders, auth } = this.#template
    const credentials = auth.filter(({ scheme }) => scheme.place === 'headers')
    const certain: JsCode[] = []
    const optional: [name: string, part: Part][] = []
    for (const [name, part] of headers) {
      // A payload must not replace the authentication.
      if (credentials.some(({ scheme }) => scheme.name === name)) continue
      if (part.fixed && 'value' in part.fixed && part.fixed.value === undefined) continue
      if (part.fixed && isPresent(part.mapping)) certain.push(js`[${name}]: ${emitFixed(part.fixed, block)}`)
      else optional.push([name, part])
    }
    for (const one of credentials) certain.push(js`[${one.scheme.name}]: ${this.#credential(one, block, input)}`)
    const fixed = js`{ ${join(certain, ', ')} }`
    if (optional.length === 0 && !allHeaders) return fixed
    const named = block.const(fixed)
    for (const [name, part] of optional) {
      const value = this.#part(part, block, input)
      block.add(js`${this.#unit.import({ withHeader })}(${named}, ${name}, ${value});`)
    }
    if (allHeaders) {
      const value = this.#part(allHeaders, block, input)
      block.add(js`${this.#unit.import({ withAllHeaders })}(${named}, ${value});`)
    }
    return named
  }
}
