import { js } from '../code/index.ts'
import { findOriginHosts, type MappingJson } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping, parseTemplate } from '../mapping/index.ts'
import { isObject, type JsonObject, own, type Path, type Pointer, pointer } from '../value/index.ts'
import { fixPart, isFixed, type Part, readTokens, secretsBehind, type TemplateContext } from './part.ts'
import type { UrlPart } from './requestTemplate.ts'
import { fillUrl, fillWholeUrl, fixedUrl, type UrlSegments } from './url.ts'

/**
 * Parses a URL: a fixed one, a template, whose payload values are encoded, an `@if` that chooses between these, or a path
 * to a whole URL, which is checked at run time. Any other mapping could let the payload change the structure of the URL.
 */
export function parseUrlPart(
  value: MappingJson | undefined,
  part: Part | undefined,
  context: TemplateContext,
): UrlPart | undefined {
  if (part === undefined || value === undefined) return undefined
  const template = isObject(value) ? own(value, '@template') : undefined
  if (typeof template === 'string') return parseUrlTemplate(parseTemplate(template), part, context)
  const fixed = fixPart(part, context, { by: { fixedUrl }, args: secretsBehind(part.mapping, context) })
  const choice = fixed.fixed ? undefined : parseChoice(value, part, context)
  if (choice) return { part, choice }
  if (!isFixed(part.mapping) && (!isObject(value) || typeof own(value, '@path') !== 'string')) {
    const help = 'write a `@template`, whose values are encoded, or a `@path` to a whole URL'
    context.parsed.context.problems.add('CM701', part.at, 'a URL cannot be computed from the payload', { help })
  } else if (readTokens([part.mapping], context).length > 0) {
    const help = 'write a `@template` that begins with an origin of a token: `{{tokens.name}}/path`'
    context.parsed.context.problems.add('CM701', part.at, 'a token cannot be a whole URL', { help })
  }
  return { part: fixed }
}

/** Parses the branches of an `@if`: templates and fixed URLs, or another `@if`. */
function parseChoice(value: MappingJson, part: Part, context: TemplateContext): UrlPart['choice'] {
  if (!isObject(value) || !isObject(own(value, '@if'))) return undefined
  // The whole mapping is parsed already, with its mistakes.
  const quiet = { ...context.parsed.context, problems: new DiagnosticBag(), isUrl: true }
  const urls: UrlPart[] = []
  const numberBranch = (branch: MappingJson | undefined, at: Pointer): MappingJson => {
    const chosen = isObject(branch) ? own(branch, '@if') : undefined
    if (isObject(chosen)) return numberBranches(chosen, pointer(at, '@if'))
    const mapping = branch === undefined ? undefined : parseMapping(branch, { ...quiet, at })
    const url = mapping && !isPath(branch) ? parseUrlPart(branch, { mapping, at }, context) : undefined
    if (url) urls.push(url)
    else context.parsed.context.problems.add('CM701', at, 'a branch of a URL is a `@template` or a fixed URL')
    return urls.length - 1
  }
  const numberBranches = (chosen: JsonObject, at: Pointer): MappingJson => ({
    '@if': {
      ...chosen,
      then: numberBranch(own(chosen, 'then'), pointer(at, 'then')),
      else: numberBranch(own(chosen, 'else'), pointer(at, 'else')),
    },
  })
  const number = parseMapping(numberBranch(value, part.at), { ...quiet, at: part.at })
  return number && { number, urls }
}

function isPath(value: MappingJson | undefined): boolean {
  return isObject(value) && own(value, '@path') !== undefined
}

function parseUrlTemplate(segments: UrlSegments, part: Part, context: TemplateContext): UrlPart {
  const isOfAccount = ([root]: Path) => root === 'settings' || root === 'constants'
  const paths = segments.filter(segment => typeof segment !== 'string').filter(path => !isOfAccount(path))
  const secrets = segments.map(segment => (typeof segment === 'string' ? [] : secretsAt(segment, context)))
  const [start = ''] = segments
  const hosts = typeof start === 'string' ? undefined : findOriginHosts(context.parsed.definition, start)
  const data = { segments, secrets, ...(hosts && { hosts }) }
  const isWhole = paths.length === 0
  const slot = context.slots.add(part.at, { all: data }, [part.mapping], ({ unit }) =>
    isWhole
      ? js`${unit.import({ fillWholeUrl })}(${data}, account)`
      : js`${unit.import({ fillUrl })}(${data}, account)`,
  )
  return isWhole ? { part: { ...part, fixed: { slot } } } : { part, template: { slot, paths, ...(hosts && { hosts }) } }
}

/** Settings that make a segment of a template unknown if they are references. */
function secretsAt([root, key]: Path, { unknown }: TemplateContext): string[] {
  return [...unknown].flatMap(([setting, values]) =>
    values.some(({ path }) => path[0] === root && path[1] === key) ? [setting] : [],
  )
}
