import { js } from '../code/index.ts'
import { findOriginHosts, type MappingJson } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping, parseTemplate } from '../mapping/index.ts'
import { isObject, own, type Path, type Pointer } from '../value/index.ts'
import { fixPart, isFixed, type Part, readTokens, secretsBehind, type TemplateContext } from './part.ts'
import type { UrlPart } from './requestTemplate.ts'
import { fillUrl, fillWholeUrl, fixedUrl, optionalUrl, type UrlSegments } from './url.ts'
import { isChoice, readChoice } from './urlChoice.ts'

/**
 * Parses a URL: a fixed one, a template, whose payload values are encoded, a path to a whole URL, which is checked at run
 * time, or a choice between these. Any other mapping could let the payload change the structure of the URL.
 */
export function parseUrlPart(
  value: MappingJson | undefined,
  part: Part | undefined,
  context: TemplateContext,
  mayBeAbsent = false,
): UrlPart | undefined {
  if (part === undefined || value === undefined) return undefined
  const template = isObject(value) ? own(value, '@template') : undefined
  if (typeof template === 'string') return parseUrlTemplate(parseTemplate(template), part, context)
  const by = mayBeAbsent ? { optionalUrl } : { fixedUrl }
  const fixed = fixPart(part, context, { by, args: secretsBehind(part.mapping, context) })
  if (!fixed.fixed && isChoice(value)) {
    const choice = parseChoice(value, part, context)
    return choice && { part, choice }
  }
  if (!isFixed(part.mapping) && (!isObject(value) || typeof own(value, '@path') !== 'string')) {
    const help = 'write a `@template`, whose values are encoded, or a `@path` to a whole URL'
    context.parsed.context.problems.add('CM701', part.at, 'a URL cannot be computed from the payload', { help })
  } else if (readTokens([part.mapping], context).length > 0) {
    const help = 'write a `@template` that begins with an origin of a token: `{{tokens.name}}/path`'
    context.parsed.context.problems.add('CM701', part.at, 'a token cannot be a whole URL', { help })
  }
  return { part: fixed }
}

/** Parses the URLs of a choice. Each is one that could be alone. */
function parseChoice(value: MappingJson, part: Part, context: TemplateContext): UrlPart['choice'] {
  const { problems, ...others } = context.parsed.context
  const read = readChoice(value, part.at, ({ at, message, help }) => problems.add('CM701', at, message, { help }))
  if (read === undefined) return undefined
  // The whole mapping is parsed already, with its mistakes.
  const parse = (json: MappingJson, at: Pointer) =>
    parseMapping(json, { ...others, problems: new DiagnosticBag(), isUrl: true, at })
  const urls = read.arms.map(arm => {
    const mapping = parse(arm.value, arm.at)
    return mapping && parseUrlPart(arm.value, { mapping, at: arm.at }, context, arm.mayBeAbsent)
  })
  const number = parse(read.number, part.at)
  return number && urls.every(url => url !== undefined) ? { number, urls } : undefined
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
