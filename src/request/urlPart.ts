import { type Block, type JsCode, js } from '../code/index.ts'
import { findOriginHosts, type MappingJson } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { emitMapping, type Mapping, parseMapping, parseTemplate } from '../mapping/index.ts'
import { isObject, own, type Path, type Pointer } from '../value/index.ts'
import { fixPart, isFixed, type Part, readTokens, secretsBehind, type TemplateContext } from './part.ts'
import type { UrlPart } from './requestTemplate.ts'
import { fillUrl, fillWholeUrl, fixedUrl, optionalUrl, type UrlSegments, type UrlTemplate } from './url.ts'
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
  if (isChoice(value)) return parseChoice(value, part, context)
  const by = mayBeAbsent ? { optionalUrl } : { fixedUrl }
  const fixed = fixPart(part, context, { by, args: secretsBehind(part.mapping, context) })
  if (!isFixed(part.mapping) && (!isObject(value) || typeof own(value, '@path') !== 'string')) {
    const help = 'write a `@template`, whose values are encoded, or a `@path` to a whole URL'
    context.parsed.context.problems.add('CM701', part.at, 'a URL cannot be computed from the payload', { help })
  } else if (readTokens([part.mapping], context).length > 0) {
    const help = 'write a `@template` that begins with an origin of a token: `{{tokens.name}}/path`'
    context.parsed.context.problems.add('CM701', part.at, 'a token cannot be a whole URL', { help })
  }
  return { part: fixed }
}

/** Most URLs of one choice, whose code is nested. */
const mostUrls = 100

/** Parses the URLs of a choice. Each is one that could be alone. */
function parseChoice(value: MappingJson, part: Part, context: TemplateContext): UrlPart | undefined {
  const { problems, ...others } = context.parsed.context
  const read = readChoice(value, part.at, ({ at, message, help }) => problems.add('CM701', at, message, { help }))
  if (read.arms.length > mostUrls) {
    const help = 'compute the part that differs as a constant or a field, and write one `@template`'
    problems.add('CM701', part.at, `a choice of ${read.arms.length} URLs, of which ${mostUrls} are allowed`, { help })
    return undefined
  }
  // The whole mapping is parsed already, with its mistakes.
  const parse = (json: MappingJson, at: Pointer) =>
    parseMapping(json, { ...others, problems: new DiagnosticBag(), isUrl: true, at })
  const number = parse(read.number, part.at)
  const arms = read.arms.flatMap(arm => {
    const mapping = parse(arm.value, arm.at)
    return mapping ? [{ ...arm, mapping }] : []
  })
  if (number === undefined || arms.length === 0) return undefined
  if (isFixed(part.mapping)) {
    const slot = context.slots.add(part.at, 'choice', [part.mapping], (block, account) => {
      const urls = arms.map(({ value, mapping }) => emitFixedUrl(value, mapping, context, block, account))
      return emitChoice(block.const(emitMapping(number, block, account)), urls)
    })
    return { part: { ...part, fixed: { slot } } }
  }
  const urls = arms.flatMap(({ value, mapping, at, mayBeAbsent }) => {
    return parseUrlPart(value, { mapping, at }, context, mayBeAbsent) ?? []
  })
  return urls.length === read.arms.length ? { part, choice: { number, urls } } : undefined
}

/** Emits a URL that is the same for every payload of an account. */
function emitFixedUrl(
  value: MappingJson,
  mapping: Mapping,
  context: TemplateContext,
  block: Block,
  account: JsCode,
): JsCode {
  const { unit } = block
  const template = isObject(value) ? own(value, '@template') : undefined
  if (typeof template === 'string') {
    return js`${unit.import({ fillWholeUrl })}(${templateData(parseTemplate(template), context)}, account)`
  }
  const url = emitMapping(mapping, block, account)
  return js`${unit.import({ fixedUrl })}(${url}, ${secretsBehind(mapping, context)}, account)`
}

/** Emits the URL with a number. */
export function emitChoice(number: JsCode, urls: readonly JsCode[]): JsCode {
  const [last, ...others] = urls.toReversed()
  return others.reduce((rest, url, i) => js`${number} === ${others.length - 1 - i} ? ${url} : ${rest}`, last!)
}

function parseUrlTemplate(segments: UrlSegments, part: Part, context: TemplateContext): UrlPart {
  const isOfAccount = ([root]: Path) => root === 'settings' || root === 'constants'
  const paths = segments.filter(segment => typeof segment !== 'string').filter(path => !isOfAccount(path))
  const data = templateData(segments, context)
  const { hosts } = data
  const isWhole = paths.length === 0
  const slot = context.slots.add(part.at, { all: data }, [part.mapping], ({ unit }) =>
    isWhole
      ? js`${unit.import({ fillWholeUrl })}(${data}, account)`
      : js`${unit.import({ fillUrl })}(${data}, account)`,
  )
  return isWhole ? { part: { ...part, fixed: { slot } } } : { part, template: { slot, paths, ...(hosts && { hosts }) } }
}

function templateData(segments: UrlSegments, context: TemplateContext): UrlTemplate {
  const secrets = segments.map(segment => (typeof segment === 'string' ? [] : secretsAt(segment, context)))
  const [start = ''] = segments
  const hosts = typeof start === 'string' ? undefined : findOriginHosts(context.parsed.definition, start)
  return { segments, secrets, ...(hosts && { hosts }) }
}

/** Settings that make a segment of a template unknown if they are references. */
function secretsAt([root, key]: Path, { unknown }: TemplateContext): string[] {
  const read = root !== undefined && key !== undefined ? unknown.at([[root, key]]) : []
  return [...new Set(read.map(({ name }) => name))]
}
