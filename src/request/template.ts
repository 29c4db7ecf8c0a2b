import { join, js } from '../code/index.ts'
import type { AuthDefinition, MappingJson, RequestDefinition, Root, UnknownSecrets } from '../destination/index.ts'
import { checkDecision } from '../mapping/index.ts'
import { chargeCompilation, compileCost, type Pointer, pointer } from '../value/index.ts'
import { authScheme, authText } from './auth.ts'
import { findSecrets, secretsSlot, tokenPlaces } from './findSecrets.ts'
import { findTodos } from './findTodos.ts'
import { checkHeaderName, headerText } from './header.ts'
import { methodText, needsBody } from './method.ts'
import { emitFixed, fixPart, type Part, parsePart, readTokens, secretsBehind, type TemplateContext } from './part.ts'
import type { RequestError } from './requestError.ts'
import type { Auth, RequestTemplate } from './requestTemplate.ts'
import { urlRules } from './url.ts'
import { parseUrlPart } from './urlPart.ts'

/** A request of the definition, with its place. */
export interface Source {
  readonly given: Partial<RequestDefinition>
  readonly at: Pointer
}

/**
 * Parses one request of an action. Absent parts of a source are taken from the next, and last from the destination's
 * `request`; query parameters and headers are merged by name.
 */
export function parseRequest(written: readonly Source[], context: TemplateContext): RequestTemplate | undefined {
  const at = written[0]!.at
  const template = parseParts(written, context)
  const find = (unknown: UnknownSecrets) => (template ? findSecrets(template, unknown) : [])
  return template && { ...template, ...secretsSlot(at, context, find), ...tokenPlaces(context, find) }
}

/** Parses a request without the places of its secrets. */
export function parseParts(written: readonly Source[], context: TemplateContext): RequestTemplate | undefined {
  return new RequestParser(written, context).parse()
}

const accountRoots: readonly Root[] = ['settings', 'constants']

class RequestParser {
  readonly #sources: readonly Source[]
  readonly #at: Pointer
  readonly #context: TemplateContext
  /** Roots that the parts may read which are sent. */
  readonly #roots: readonly Root[]
  /** Roots that authentication may read. */
  readonly #authRoots: readonly Root[]

  constructor(written: readonly Source[], context: TemplateContext) {
    this.#context = context
    this.#at = written[0]!.at
    this.#sources = [...written, { given: context.parsed.definition.request ?? {}, at: '/request' }]
    const tokens: Root[] = context.tokens.all.length > 0 ? ['tokens'] : []
    this.#roots = [...this.#decisionRoots, ...tokens]
    this.#authRoots = [...accountRoots, ...tokens]
  }

  /** Roots that decide about a request. */
  get #decisionRoots(): readonly Root[] {
    return this.#find('forEach') ? [...this.#context.roots, 'item', 'index'] : this.#context.roots
  }

  parse(): RequestTemplate | undefined {
    const headers = this.#headers()
    const auth = this.#auth()
    // A credential takes the place of a header or parameter of its name.
    chargeCompilation(auth.length * headers.size * compileCost.comparison)
    const url = parseUrlPart(this.#find('url')?.value, this.#part('url'), this.#context)
    const isOpen = this.#reportTodos()
    const isAbsent = this.#find('url') === undefined && !this.#problems.reports(pointer(this.#at, 'url'))
    if (isAbsent && !isOpen) this.#report(this.#at, 'a request needs a `url`')
    const method = this.#method()
    const body = this.#part('body')
    if (body && method) refuseBody(method, body.at, this.#context)
    const when = this.#part('when', this.#decisionRoots)
    if (when) checkDecision(when.mapping, when.at, this.#problems)
    const query = this.#byName('query')
    const given = {
      allHeaders: this.#whole('headers'),
      allQuery: this.#whole('query'),
      allowHttp: this.#allowHttp(),
      forEach: this.#part('forEach', this.#context.roots),
      hosts: this.#find('hosts')?.value,
      maxBytes: this.#find('maxBytes')?.value,
      body: body && fixPart(body, this.#context),
      when,
    }
    if (url === undefined || method === undefined) return undefined
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const places = { request: this.#at, body: body?.at ?? this.#at }
    return { method, url, query, headers, auth, encoding: this.#find('encoding')?.value ?? 'json', places, ...present }
  }

  get #problems() {
    return this.#context.parsed.context.problems
  }

  #report(at: Pointer, message: string): void {
    this.#problems.add('CM702', at, message)
  }

  /** Reports all marks of unfinished work: half a request is worse than none. */
  #reportTodos(): boolean {
    const todos = this.#sources.flatMap(({ given, at }) => findTodos(given, at))
    for (const { at, note } of todos) {
      const message = typeof note === 'string' && note !== '' ? `still to do: ${note}` : 'still to do'
      const help = 'finish the request, then remove the `$todo`'
      this.#problems.add('CM114', at, message, { marks: 'key', help })
    }
    return todos.length > 0
  }

  /** Finds the first source that has a part. */
  #find<K extends keyof RequestDefinition>(key: K) {
    const source = this.#sources.find(({ given }) => given[key] !== undefined)
    return (
      source && { value: source.given[key] as Exclude<RequestDefinition[K], undefined>, at: pointer(source.at, key) }
    )
  }

  #parse(value: MappingJson, at: Pointer, reads: readonly Root[] = this.#roots): Part | undefined {
    return parsePart(value, at, reads, this.#context)
  }

  #part(key: 'url' | 'method' | 'body' | 'when' | 'forEach' | 'allowHttp', reads?: readonly Root[]): Part | undefined {
    const found = this.#find(key)
    return found && this.#parse(found.value, found.at, reads)
  }

  #byName(key: 'query' | 'headers'): Map<string, Part> {
    const parts = new Map<string, Part>()
    for (const { given, at } of this.#sources.toReversed()) {
      if (isMapped(given[key])) continue
      for (const [name, value] of Object.entries(given[key] ?? {})) {
        const part = this.#parse(value, pointer(at, key, name))
        if (part) parts.set(key === 'headers' ? name.toLowerCase() : name, part)
      }
    }
    return parts
  }

  #headers(): Map<string, Part> {
    const headers = this.#byName('headers')
    for (const [name, part] of headers) {
      this.#checkName(name, part.at)
      headers.set(name, fixPart(part, this.#context, { by: { headerText }, args: name }))
    }
    return headers
  }

  #checkName(name: string, at: Pointer): void {
    try {
      checkHeaderName(name, 'a definition')
    } catch (error) {
      this.#report(at, (error as Error).message)
    }
  }

  /** Parses the first source whose parameters or headers are one mapping. */
  #whole(key: 'query' | 'headers'): Part | undefined {
    const mapped = this.#sources.find(({ given }) => isMapped(given[key]))
    return mapped && this.#parse(mapped.given[key]!, pointer(mapped.at, key))
  }

  /** Rules for a whole URL of a payload. */
  #allowHttp(): Part | undefined {
    const part = this.#part('allowHttp', accountRoots)
    return part && fixPart(part, this.#context, { by: { urlRules }, args: this.#find('hosts')?.value })
  }

  #method(): Part | undefined {
    const method = this.#part('method', this.#decisionRoots) ?? this.#parse('POST', this.#at)
    return method && fixPart(method, this.#context, { by: { methodText } })
  }

  #auth(): Auth[] {
    const found = this.#find('auth')
    if (!found?.value) return []
    const { value, at } = found
    if (!isList(value)) return [this.#credential(value, at)]
    const taken = new Set<string>()
    return value.flatMap((auth, i) => {
      if (auth === undefined) return []
      const credential = this.#credential(auth, pointer(at, i))
      const { place, name } = credential.scheme
      const target = `${place === 'query' ? 'parameter' : 'header'} \`${name}\``
      if (taken.has(target)) this.#report(pointer(at, i), `two credentials have the ${target}`)
      taken.add(target)
      return [credential]
    })
  }

  #credential(auth: AuthDefinition, at: Pointer): Auth {
    chargeCompilation(compileCost.node)
    const scheme = authScheme(auth)
    const parsed = scheme.inputs.flatMap(input => this.#parse(input.mapping, at + input.at, this.#authRoots) ?? [])
    const inputs = parsed.map(part => fixPart(part, this.#context, { by: { authText } }))
    if (scheme.place !== 'query') this.#checkName(scheme.name, at)
    const secrets = inputs.flatMap(({ mapping }) => secretsBehind(mapping, this.#context))
    const mappings = inputs.map(({ mapping }) => mapping)
    const tokens = readTokens(mappings, this.#context)
    const options = { ...scheme.options, secrets, ...(tokens.length > 0 && { tokens }) }
    if (tokens.length > 0) return { scheme, inputs, options }
    const slot = this.#context.slots.add(at, JSON.stringify([Object.keys(scheme.by), options]), mappings, block => {
      const values = inputs.map(({ fixed }) => (fixed ? emitFixed(fixed, block) : js`undefined`))
      return js`${block.unit.import(scheme.by)}([${join(values, ', ')}], ${options}, account)`
    })
    return { scheme, inputs, options, slot }
  }
}

function isList(auth: AuthDefinition | readonly AuthDefinition[]): auth is readonly AuthDefinition[] {
  return Array.isArray(auth)
}

/** Reports a body of a request whose method has none. */
export function refuseBody({ fixed, mapping }: Part, at: Pointer, { parsed, slots }: TemplateContext): void {
  if (fixed && 'slot' in fixed) {
    slots.add(at, 'body', [mapping], ({ unit }) => js`${unit.import({ needsBody })}(${unit.account(fixed.slot)})`)
  } else if (fixed) {
    try {
      needsBody(fixed.value)
    } catch (error) {
      const { message, help } = error as RequestError
      parsed.context.problems.add('CM702', at, message, { help })
    }
  }
}

/** True if parameters or headers are one mapping. Their names never start with the sign of a directive. */
function isMapped(byName: RequestDefinition['query' | 'headers']): boolean {
  return Object.keys(byName ?? {}).some(name => name.startsWith('@'))
}
