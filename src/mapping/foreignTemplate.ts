import type { Code, Extra, Fix } from '../diagnostics/index.ts'
import { destinationLibrary } from '../jsonata/index.ts'
import { type Span, synonym } from '../text/index.ts'
import type { Argument } from './argument.ts'
import { asLiquid } from './asLiquid.ts'
import { filterNames, maxTemplateLength } from './liquid.ts'

/** Syntax of another template language. */
interface Found {
  /** `CM507` if it cannot be meant literally, else `CM508`. */
  readonly code: Code
  readonly message: string
  /** Help, if there is no equivalent Liquid. */
  readonly help?: string
  /** True if the Liquid template certainly has the same meaning. */
  readonly isCertain?: boolean
  /** Replacement, if the string can stay a template. */
  readonly instead?: string
}

/**
 * Reports syntax of other template languages. A placeholder that cannot be a path is an error. A `|` may be part of a key
 * of a saved mapping, and a tag may be sent on purpose: these are warnings.
 */
export function checkForeign(argument: Argument, text: string): void {
  const reported = new Set<Code>()
  for (const { 0: whole, index: start } of text.matchAll(marks)) {
    if (whole.length > maxTemplateLength) continue
    const found = whole.startsWith('{{') ? readPlaceholder(whole) : readTag(whole)
    // One replacement covers the whole string.
    if (found === undefined || (reported.has(found.code) && found.instead === undefined)) continue
    reported.add(found.code)
    const span = { start, end: start + whole.length }
    argument.parser.report(found.code, argument.at, found.message, { span, ...wayOut(argument, span, found, text) })
  }
}

/** Placeholders, tags, and the placeholders of JavaScript and Python. */
const marks = /(?<!\{)\{\{+[^{}]*\}\}+|\{%[^{}]*%\}|(?<!\{)\$?\{ *[\w$]+(?:\.[\w$]+)+ *\}(?!\})/g

function wayOut(
  { at, parser }: Argument,
  span: Span,
  { help, isCertain = false, instead }: Found,
  text: string,
): Extra {
  const fix = (applicability: Fix['applicability'], ...edits: Fix['edits']) => ({ fix: { applicability, edits } })
  if (instead !== undefined) return { help: `write \`${instead}\``, ...fix('unsafe', { at, span, text: instead }) }
  if (parser.context.isUrl)
    return { help: 'a URL takes paths only: compute the value in a field, and name the field here' }
  const liquid = asLiquid(text)
  if (liquid === undefined) return { help }
  const rename = { at, key: '@liquid' }
  return {
    help: `write \`{ "@liquid": ${JSON.stringify(liquid)} }\``,
    ...fix(isCertain ? 'safe' : 'unsafe', ...(liquid === text ? [rename] : [{ at, text: liquid }, rename])),
  }
}

function readPlaceholder(whole: string): Found | undefined {
  const inner = whole.replace(/^\{+|\}+$/g, '').trim()
  const shown = `\`${inner}\``
  const [, block] = /^[#/]\s*(if|unless|each|with)\b|^else\b/.exec(inner) ?? ['', undefined]
  if (block !== undefined || /^else(?: if\b.*)?$/.test(inner)) {
    const help = 'write `@if` for a condition, `@arrayPath` for a list'
    return { code: 'CM507', message: `a template has no blocks: \`${whole}\` is read as a path`, help }
  }
  if (/^[#/^>&!]\s*\w/.test(inner)) {
    return {
      code: 'CM508',
      message: `${shown} is read as a key`,
      help: 'a placeholder holds a path: `{{traits.name}}`',
    }
  }
  const operator = /\|\||\?\?|&&|===?|!==?|\s\?\s(?=.*:)|\s\+\s(?=.*["'])|["']\s\+\s/.exec(inner)?.[0].trim()
  if (operator !== undefined) {
    const help = 'write `@coalesce` for a fallback, `@if` for a condition, or `@jsonata`'
    return { code: 'CM507', message: `a template has no operator \`${operator.replace(/["'] */, '')}\``, help }
  }
  const [bar, filter = ''] = /(?<!\|)\|(?!\|)\s*([\w-]*)/.exec(inner) ?? []
  if (bar !== undefined) {
    if (!isFilter(filter) && !/["':]/.test(inner)) {
      return {
        code: 'CM508',
        message: `the \`|\` of ${shown} is read as part of a key`,
        help: 'filters belong to `@liquid`',
      }
    }
    const message = `a template has no filters: \`${bar}\` belongs to \`@liquid\``
    return { code: 'CM507', message, help: 'write the template as `@liquid`', isCertain: isFilter(filter) }
  }
  const [, name, method] = /^\$?([A-Za-z]\w*)\(.*\)$|\.([A-Za-z]\w*)\(\s*(?:"[^"]*"|'[^']*')?\s*\)$/.exec(inner) ?? []
  const called = name ?? method
  if (called === undefined || !isFunction(called)) return undefined
  const help = `write \`{ "@jsonata": "…" }\`, whose functions are \`$uppercase\`, \`$substring\`, …`
  return { code: 'CM507', message: `a template calls no functions: ${shown} is read as a path`, help }
}

function readTag(whole: string): Found {
  const message = `\`${whole}\` is sent unchanged: a template replaces only \`{{path}}\``
  if (whole.startsWith('{%')) return { code: 'CM508', message, help: 'tags belong to `@liquid`' }
  const path = whole.replace(/^\$?\{ *(?:\$\.)?| *\}$/g, '')
  return { code: 'CM508', message, instead: `{{${path}}}` }
}

function isFilter(name: string): boolean {
  return filterNames.has(name) || synonym(name, 'filter') !== undefined
}

function isFunction(name: string): boolean {
  return isFilter(name) || destinationLibrary.has(name) || synonym(name, 'expression') !== undefined
}
