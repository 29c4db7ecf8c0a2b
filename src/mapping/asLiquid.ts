import { synonym } from '../text/index.ts'
import { parsePath, printPath } from '../value/index.ts'
import { filterNames, maxTemplateLength, parseLiquid } from './liquid.ts'

/**
 * Translates a template with the syntax of Liquid, Handlebars or JavaScript (filters, conditions, defaults, calls) to
 * Liquid; `undefined` if that is impossible.
 *
 * @example asLiquid("{{ traits.plan || 'free' }}") // "{{ traits.plan | default: 'free' }}"
 */
export function asLiquid(template: string): string | undefined {
  if (template.length > maxTemplateLength) return undefined
  try {
    const text = template.replace(/\{\{\{?\s*([^{}]*?)\s*\}\}\}?/g, (_, inner: string) => {
      return blockTag(inner) ?? `{{ ${expression(inner)} }}`
    })
    parseLiquid(text)
    return text
  } catch {
    return undefined
  }
}

/** Translates a block of Handlebars to a tag. */
function blockTag(inner: string): string | undefined {
  const [, sign, word, condition = ''] = /^([#/]?)(if|unless|else)\b\s*(.*)$/.exec(inner) ?? []
  if (word === undefined || (sign === '' && word !== 'else')) return undefined
  if (sign === '/') return `{% end${word} %}`
  if (word === 'else')
    return condition === '' ? '{% else %}' : `{% elsif ${operand(condition.replace(/^if\s+/, ''))} %}`
  return `{% ${word} ${operand(condition)} %}`
}

/** Translates a value with its filters; calls and defaults become filters too. */
function expression(inner: string): string {
  const [value = '', ...filters] = inner.split(/\s*(?<!\|)\|(?!\|)\s*/)
  const [first = '', ...defaults] = value.split(/\s*(?:\|\||\?\?)\s*/)
  const [, name, argument] = /^([A-Za-z]\w*)\(\s*([^()]+?)\s*\)$/.exec(first) ?? []
  const [, owner, method] = /^(.+)\.(\w+)\(\)$/.exec(first) ?? []
  const called = name ?? method
  return [
    operand(argument ?? owner ?? first),
    ...(called === undefined ? [] : [filterName(called)]),
    ...defaults.map(text => `default: ${operand(text)}`),
    ...filters.map(filter => filter.replace(/^[\w-]+/, filterName)),
  ].join(' | ')
}

function filterName(name: string): string {
  const known = filterNames.has(name) ? name : synonym(name, 'filter')
  return typeof known === 'string' ? known : name
}

/** Translates a literal or a path. Liquid writes keys with spaces in brackets. */
function operand(text: string): string {
  if (/^(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|true|false)$/.test(text)) return text
  const path = parsePath(text.replace(/^\$\./, ''))
  if (path.length === 0 || path.some(key => /[^\w\s$-]/.test(key))) throw new SyntaxError(`\`${text}\` is not a path`)
  return printPath(path)
}
