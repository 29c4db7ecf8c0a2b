import { Liquid, type Template } from 'liquidjs'
import { chargeCompilation, compileCost, isObject, own, type Path } from '../value/index.ts'
import { dateFilters } from './liquidDates.ts'
import { MappingError } from './mappingError.ts'

export const maxTemplateLength = 1000

/** Tags that loop or read files; saved mappings cannot use them either. */
const refusedTags = ['case', 'for', 'include', 'layout', 'render', 'tablerow', 'block']
const refusedFilters = [
  ...['array_to_sentence_string', 'concat', 'find', 'find_exp', 'find_index', 'find_index_exp', 'group_by'],
  ...['group_by_exp', 'has', 'has_exp', 'map', 'newline_to_br', 'reject', 'reject_exp', 'reverse', 'sort'],
  ...['sort_natural', 'uniq', 'where_exp', 'type'],
  // Random.
  'sample',
]

/**
 * Liquid without a time limit, because the result would depend on the clock. There are no loops, so the limits of length
 * and memory suffice.
 */
const liquid = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  locale: 'en-US',
  timezoneOffset: 0,
  parseLimit: maxTemplateLength,
  memoryLimit: 10_000_000,
})
/** All filters of Liquid, including the refused ones. */
export const filterNames: ReadonlySet<string> = new Set(Object.keys(liquid.filters))
for (const tag of refusedTags) delete liquid.tags[tag]
for (const filter of refusedFilters) delete liquid.filters[filter]
for (const [name, filter] of Object.entries(dateFilters)) liquid.registerFilter(name, filter)
/** The filters that mappings can use. */
export const usableFilters: ReadonlySet<string> = new Set(Object.keys(liquid.filters))

export interface LiquidTemplate {
  readonly template: Template[]
  readonly reads: readonly Path[]
}

/**
 * Parses a Liquid template.
 *
 * @throws Error with the mistake in the template
 */
export function parseLiquid(text: string): LiquidTemplate {
  chargeCompilation(text.length * compileCost.liquidCharacter)
  const template = liquid.parse(text)
  const reads = liquid.globalVariableSegmentsSync(template).map(segments => segments.map(printSegment))
  return { template, reads }
}

/** Creates the renderer of a valid Liquid template. */
export function liquidTemplate(text: string): (input: unknown) => string {
  const { template, reads } = parseLiquid(text)
  const roots = [...new Set(reads.map(([root]) => root!))]
  return input => {
    try {
      const picked = pick(input, roots)
      // Liquid prints a `Date` in the zone of the host.
      return String(liquid.renderSync(template, holdsDate(picked) ? plainCopy(picked) : picked))
    } catch (error) {
      throw new MappingError('CM902', `the template failed: ${(error as Error).message}`)
    }
  }
}

function printSegment(segment: unknown): string {
  return Array.isArray(segment) ? '?' : String(segment)
}

function plainCopy(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member)))
}

/** True if a value contains a `Date`. Not recursive, because events may be nested deeper than the stack. */
function holdsDate(root: object): boolean {
  const found = new Set([root])
  for (const object of found) {
    if (object instanceof Date) return true
    for (const member of Object.values(object)) {
      if (typeof member === 'object' && member !== null) found.add(member)
    }
  }
  return false
}

/** Copies the roots that a template reads, because `increment` and `decrement` write to their scope. */
function pick(input: unknown, roots: readonly string[]): object {
  if (!isObject(input)) return {}
  if (roots.includes('?')) return { ...input }
  return Object.fromEntries(roots.map(root => [root, own(input, root)]))
}
