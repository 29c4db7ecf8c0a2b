import type { MappingJson, Root, TokenDefinition } from '../destination/index.ts'
import {
  listRequestParts,
  type Part,
  parsePart,
  parseRequest,
  type RequestTemplate,
  readTokens,
  type TemplateContext,
} from '../request/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { parseRule, type RuleTemplate } from './parse.ts'
import type { TokenValue } from './reader.ts'

/** A token, checked: how it is had, and how the answer is read. */
export interface TokenTemplate {
  readonly request: RequestTemplate
  readonly rules: readonly RuleTemplate[]
  readonly values: readonly ValueTemplate[]
  readonly expires?: Part
}

/** A value or an origin, checked. */
interface ValueTemplate extends Pick<TokenValue, 'name' | 'isKept'> {
  readonly value: Part
  /** Allowed hosts of an origin. */
  readonly hosts?: readonly string[]
}

const requestRoots: readonly Root[] = ['settings', 'constants']
const answerRoots: readonly Root[] = ['response', 'settings', 'constants']

/** Parses the tokens of a definition. Their requests take no defaults, which may read the tokens themselves. */
export function parseTokens(context: TemplateContext): ReadonlyMap<string, TokenTemplate> {
  const { parsed } = context
  const { request: _, ...definition } = parsed.definition
  const own = { ...context, roots: requestRoots, parsed: { ...parsed, definition } }
  const tokens = Object.entries(definition.tokens ?? {})
  const names = new Set<string>()
  return new Map(
    tokens.flatMap(([key, token]) => {
      const at = pointer('/tokens', key)
      for (const [name, place] of listNames(token, at)) {
        if (names.has(name)) {
          const help = 'rename one: the values of all tokens are one object'
          parsed.context.problems.add('CM702', place, `\`${name}\` is declared twice`, { help })
        }
        names.add(name)
      }
      const template = parseToken(token, at, own)
      return template ? [[key, template] as const] : []
    }),
  )
}

/** Lists the names of values and origins, with their places. */
function listNames({ values, origins = {} }: TokenDefinition, at: Pointer): [name: string, at: Pointer][] {
  return Object.entries({ values, origins }).flatMap(([key, named]) =>
    Object.keys(named).map((name): [string, Pointer] => [name, pointer(at, key, name)]),
  )
}

function parseToken(token: TokenDefinition, at: Pointer, context: TemplateContext): TokenTemplate | undefined {
  const request = parseRequest([{ given: token.request, at: pointer(at, 'request') }], context)
  const kept = request
    ? readTokens(
        listRequestParts(request).map(({ mapping }) => mapping),
        context,
      )
    : []
  const parseValue = (name: string, mapping: MappingJson, place: Pointer) => {
    const value = parsePart(mapping, place, answerRoots, context)
    return value ? [{ name, value, isKept: kept.includes(name) }] : []
  }
  const values = Object.entries(token.values).flatMap(([name, mapping]) =>
    parseValue(name, mapping, pointer(at, 'values', name)),
  )
  const origins = Object.entries(token.origins ?? {}).flatMap(([name, { url, hosts }]) =>
    parseValue(name, url, pointer(at, 'origins', name, 'url')).map(value => ({ ...value, hosts })),
  )
  const rules = (token.response?.rules ?? []).flatMap((rule, i) =>
    rule ? [parseRule(rule, pointer(at, 'response', 'rules', i), context, answerRoots)] : [],
  )
  const { expires } = token
  const lifetime = expires === undefined ? undefined : parsePart(expires, pointer(at, 'expires'), answerRoots, context)
  return request && { request, rules, values: [...values, ...origins], ...(lifetime && { expires: lifetime }) }
}
