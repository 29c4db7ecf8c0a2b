import {
  type ActionDefinition,
  checkReads,
  type Encoding,
  type MappingJson,
  type ParsedDestination,
  type RequestDefinition,
  type Root,
} from '../destination/index.ts'
import { type Mapping, mappingFunction, parseMapping, parseTemplate, readsOf } from '../mapping/index.ts'
import { isObject, own, type Path, type Pointer, pointer } from '../value/index.ts'
import { type AuthPart, authPart } from './auth.ts'
import { headerName, headerText } from './header.ts'
import { methodText } from './method.ts'
import type { RequestError } from './requestError.ts'
import { accountUrl } from './url.ts'

/** A mapping inside a request template. */
export interface Part {
  readonly mapping: Mapping
  readonly at: Pointer
  /** Its value, where that is the same for every payload: computed once, when the destination is compiled. */
  readonly fixed?: { readonly value: unknown }
}

export interface UrlPart {
  readonly part: Part
  /** The texts and paths of a template. Without them, the part is the same for every payload, or a whole URL. */
  readonly segments?: readonly (string | Path)[]
}

export type Auth = Omit<AuthPart, 'inputs'> & { readonly inputs: readonly Part[] }

/** The value of a header or parameter that authenticates. */
export function authValue(auth: Auth, body = ''): string {
  return auth.value(authInputs(auth), body)
}

export function authInputs({ inputs }: Auth): string[] {
  return inputs.map(({ fixed }) => String(fixed?.value ?? ''))
}

/** A request template, checked. */
export interface RequestTemplate {
  readonly method: Part
  readonly url: UrlPart
  readonly hosts?: readonly string[]
  readonly allowHttp?: Part
  readonly query: ReadonlyMap<string, Part>
  readonly headers: ReadonlyMap<string, Part>
  /** Headers with names that the payload gives. */
  readonly allHeaders?: Part
  readonly auth?: Auth
  readonly body?: Part
  readonly encoding: Encoding
  readonly when?: Part
  readonly forEach?: Part
  readonly maxBytes?: number
}

/** Every mapping of a template. */
export function partsOfRequest(template: RequestTemplate): Part[] {
  const { when, forEach, method, url, allowHttp, query, headers, allHeaders, auth, body } = template
  const named = [...query.values(), ...headers.values(), ...(auth?.inputs ?? [])]
  return [when, forEach, method, url.part, allowHttp, allHeaders, ...named, body].filter(part => part !== undefined)
}

export interface TemplateContext {
  readonly destination: ParsedDestination
  readonly action: ActionDefinition
  /** What the templates of this request may read. */
  readonly roots: readonly Root[]
  /** What its body may read, where that differs. */
  readonly bodyRoots?: readonly Root[]
}

/** A request as it is written, and where. */
export interface Source {
  readonly given: Partial<RequestDefinition>
  readonly at: Pointer
}

/**
 * Parses one request of an action. What the first source does not say is taken from the next, and last from the
 * destination's `request`: single parts as a whole, query parameters and headers by name.
 */
export function parseRequest(written: readonly Source[], context: TemplateContext): RequestTemplate | undefined {
  const { definition } = context.destination
  const { problems } = context.destination.context
  const sources = [...written, { given: definition.request ?? {}, at: '/request' }]
  const find = <K extends keyof RequestDefinition>(key: K) => {
    const source = sources.find(({ given }) => given[key] !== undefined)
    return (
      source && { value: source.given[key] as Exclude<RequestDefinition[K], undefined>, at: pointer(source.at, key) }
    )
  }
  const roots: readonly Root[] = find('forEach') ? [...context.roots, 'item', 'index'] : context.roots

  const parse = (value: MappingJson, at: Pointer, reads: readonly Root[] = roots) =>
    parsePart(value, at, reads, context)
  const single = (key: 'url' | 'method' | 'body' | 'when' | 'forEach', reads?: readonly Root[]): Part | undefined => {
    const found = find(key)
    return found && parse(found.value, found.at, reads)
  }
  const byName = (key: 'query' | 'headers'): Map<string, Part> => {
    const parts = new Map<string, Part>()
    for (const { given, at } of sources.toReversed()) {
      if (key === 'headers' && isMapped(given.headers)) continue
      for (const [name, value] of Object.entries(given[key] ?? {})) {
        const part = parse(value, pointer(at, key, name))
        if (part) parts.set(key === 'headers' ? name.toLowerCase() : name, part)
      }
    }
    return parts
  }
  const parseAuth = (): Auth | undefined => {
    const found = find('auth')
    if (!found?.value) return undefined
    const { inputs, ...part } = authPart(found.value)
    return { ...part, inputs: inputs.flatMap(({ mapping, at }) => parse(mapping, found.at + at, accountRoots) ?? []) }
  }

  /** Says at compile time what a request would be refused for at run time. */
  const refuse = (at: Pointer, make: () => unknown): void => {
    try {
      make()
    } catch (error) {
      problems.add('CM702', at, (error as RequestError).message)
    }
  }

  const headers = byName('headers')
  const mapped = sources.find(({ given }) => isMapped(given.headers))
  const allHeaders = mapped && parse(mapped.given.headers!, pointer(mapped.at, 'headers'))
  for (const [name, { at, fixed }] of headers) {
    if (!headerName.test(name)) problems.add('CM702', at, `${JSON.stringify(name)} is not a header name`)
    if (fixed) refuse(at, () => headerText(name, fixed.value))
  }
  const auth = parseAuth()
  if (auth && auth.place !== 'query') {
    const { at } = find('auth')!
    if (!headerName.test(auth.name)) problems.add('CM702', at, `${JSON.stringify(auth.name)} is not a header name`)
    if (auth.place === 'headers') refuse(at, () => headerText(auth.name, authValue(auth)))
  }
  const place = written[0]!.at
  const url = parseUrl(find('url')?.value, single('url'), context.destination)
  if (find('url') === undefined) problems.add('CM702', place, 'a request needs a `url`')
  const method = single('method') ?? parse('POST', place)
  if (method?.fixed?.value !== undefined) refuse(method.at, () => methodText(method.fixed?.value))
  const body = single('body', context.bodyRoots)
  const when = single('when')
  const forEach = single('forEach', context.roots)
  const http = find('allowHttp')
  const allowHttp = http && parse(http.value, http.at, accountRoots)
  const hosts = find('hosts')?.value
  const maxBytes = find('maxBytes')?.value
  if (url === undefined || method === undefined) return undefined
  return {
    method,
    url,
    query: byName('query'),
    headers,
    encoding: find('encoding')?.value ?? 'json',
    ...(hosts && { hosts }),
    ...(allowHttp && { allowHttp }),
    ...(allHeaders && { allHeaders }),
    ...(auth && { auth }),
    ...(body && { body }),
    ...(when && { when }),
    ...(forEach && { forEach }),
    ...(maxBytes !== undefined && { maxBytes }),
  }
}

/** Whether headers are one mapping: no header's name has the sign of a directive. */
function isMapped(headers: RequestDefinition['headers']): boolean {
  return Object.keys(headers ?? {}).some(name => name.startsWith('@'))
}

const accountRoots: readonly Root[] = ['settings', 'constants']

/** Parses one mapping of a template, which may read the given roots. */
export function parsePart(
  value: MappingJson,
  at: Pointer,
  roots: readonly Root[],
  { destination, action }: TemplateContext,
): Part | undefined {
  const { definition, context } = destination
  const mapping = parseMapping(value, { ...context, at, isUrl: at.endsWith('/url') })
  if (mapping === undefined) return undefined
  checkReads(mapping, roots, { definition, action }, context.problems)
  const isFixed = readsOf(mapping).every(({ path }) => path[0] === 'settings' || path[0] === 'constants')
  return isFixed ? { mapping, at, fixed: { value: computeFixed(mapping, at, destination) } } : { mapping, at }
}

function computeFixed(mapping: Mapping, at: Pointer, destination: ParsedDestination): unknown {
  const { settings, constants, context, hideSecrets } = destination
  // Where something is wrong already, what it is computed from may be missing.
  if (context.problems.errors.length > 0) return undefined
  try {
    return mappingFunction(mapping)({ settings, constants })
  } catch (error) {
    context.problems.add('CM702', at, `it cannot be computed: ${hideSecrets((error as Error).message)}`)
    return undefined
  }
}

/**
 * A URL is fixed, or a template, whose values from the payload are encoded, or a path to a whole URL, which is checked
 * when it is there. Any other mapping could put text of the payload where it changes what the URL means.
 */
function parseUrl(
  value: MappingJson | undefined,
  part: Part | undefined,
  { settings, constants, context: { problems } }: ParsedDestination,
): UrlPart | undefined {
  if (part === undefined || value === undefined) return undefined
  const template = isObject(value) ? own(value, '@template') : undefined
  const segments = typeof template === 'string' ? parseTemplate(template) : undefined
  if (part.fixed) {
    const isKnown = segments && part.fixed.value !== undefined
    return { part: isKnown ? { ...part, fixed: { value: accountUrl(segments, { settings, constants }) } } : part }
  }
  if (segments) return { part, segments }
  if (!isObject(value) || typeof own(value, '@path') !== 'string') {
    const help = 'write a `@template`, whose values are encoded, or a `@path` to a whole URL'
    problems.add('CM701', part.at, 'a URL cannot be computed from the payload', { help })
  }
  return { part }
}
