import {
  findUnknown,
  type MappingJson,
  type ParsedDestination,
  type RequestDefinition,
  type Root,
} from '../destination/index.ts'
import { checkDecision } from '../mapping/index.ts'
import { describeKind, type Pointer, pointer } from '../value/index.ts'
import { authPart } from './auth.ts'
import { checkHeaderName, headerText } from './header.ts'
import { bodiless, methodText } from './method.ts'
import { isKnown, type Part, parsePart, refuse, type TemplateContext } from './part.ts'
import { type Auth, authValue, type RequestTemplate } from './requestTemplate.ts'
import { findSecrets } from './secrets.ts'
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
  const { destination } = context
  const { definition, unknownSecrets } = destination
  const { problems } = destination.context
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
    const parsed = inputs.flatMap(({ mapping, at }) => parse(mapping, found.at + at, accountRoots) ?? [])
    for (const { at, fixed } of parsed) {
      if (typeof fixed?.value !== 'object' || fixed.value === null) continue
      problems.add('CM702', at, `authentication is a string, but this is ${describeKind(fixed.value)}`)
    }
    const [unknown] = parsed.flatMap(({ mapping }) => findUnknown(mapping, unknownSecrets))
    return { ...part, inputs: parsed, ...(unknown && { unknown: unknown.name }) }
  }

  const headers = byName('headers')
  const mapped = sources.find(({ given }) => isMapped(given.headers))
  const allHeaders = mapped && parse(mapped.given.headers!, pointer(mapped.at, 'headers'))
  for (const [name, { at, fixed }] of headers) {
    refuse(destination, at, () => checkHeaderName(name, 'a definition'))
    if (fixed) refuse(destination, at, () => headerText(name, fixed.value))
  }
  const auth = parseAuth()
  if (auth && auth.place !== 'query') {
    const { at } = find('auth')!
    refuse(destination, at, () => checkHeaderName(auth.name, 'a definition'))
    if (auth.place === 'headers') refuse(destination, at, () => headerText(auth.name, authValue(auth)))
  }
  const place = written[0]!.at
  const url = parseUrlPart(find('url')?.value, single('url'), destination)
  if (find('url') === undefined) problems.add('CM702', place, 'a request needs a `url`')
  const method = single('method') ?? parse('POST', place)
  if (method?.fixed && isKnown(method, destination)) {
    refuse(destination, method.at, () => methodText(method.fixed?.value))
  }
  const body = single('body', context.bodyRoots)
  if (body && method) refuseBody(method, body.at, destination)
  const when = single('when')
  if (when) checkDecision(when.mapping, when.at, context.destination.context.problems)
  const forEach = single('forEach', context.roots)
  const http = find('allowHttp')
  const allowHttp = http && parse(http.value, http.at, accountRoots)
  const hosts = find('hosts')?.value
  const maxBytes = find('maxBytes')?.value
  if (url === undefined || method === undefined) return undefined
  const encoding = find('encoding')?.value ?? 'json'
  const template = {
    method,
    url,
    query: byName('query'),
    headers,
    encoding,
    ...(hosts && { hosts }),
    ...(allowHttp && { allowHttp }),
    ...(allHeaders && { allHeaders }),
    ...(auth && { auth }),
    ...(body && { body }),
    ...(when && { when }),
    ...(forEach && { forEach }),
    ...(maxBytes !== undefined && { maxBytes }),
  }
  return { ...template, secrets: findSecrets(template, unknownSecrets) }
}

/** Reports a body of a request whose method has none. */
export function refuseBody({ fixed }: Part, at: Pointer, { context: { problems } }: ParsedDestination): void {
  const method = typeof fixed?.value === 'string' ? fixed.value.toUpperCase() : ''
  if (!bodiless.has(method)) return
  const help = 'remove the `body`, or use another `method`'
  problems.add('CM702', at, `a ${method} request has no body`, { help })
}

/** True if headers are one mapping. Names of headers never start with the sign of a directive. */
function isMapped(headers: RequestDefinition['headers']): boolean {
  return Object.keys(headers ?? {}).some(name => name.startsWith('@'))
}

const accountRoots: readonly Root[] = ['settings', 'constants']
