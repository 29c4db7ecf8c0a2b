import {
  Context,
  defaultOperators,
  type FilterImplOptions,
  Liquid,
  type Operators,
  type Template,
  toValueSync,
} from 'liquidjs'
import { BudgetError, charge, chargeCompilation, compileCost, cost, isObject, own, type Path } from '../value/index.ts'
import { chargeFilter, chargeOperator, PaidOutput } from './liquidCharges.ts'
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

/** Liquid without a time limit, because the result would depend on the clock. There are no loops, and all work is paid. */
const liquid = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  locale: 'en-US',
  timezoneOffset: 0,
  parseLimit: maxTemplateLength,
  operators: paidOperators(),
})
/** All filters of Liquid, including the refused ones. */
export const filterNames: ReadonlySet<string> = new Set(Object.keys(liquid.filters))
for (const tag of refusedTags) delete liquid.tags[tag]
for (const filter of refusedFilters) delete liquid.filters[filter]
for (const [name, filter] of Object.entries(dateFilters)) liquid.registerFilter(name, filter)
for (const [name, filter] of Object.entries(liquid.filters)) liquid.filters[name] = paidFilter(name, filter)
payForOutput()
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
  // A value in brackets becomes a key, which is a string.
  const walks = 1 + text.split('[').length
  return input => {
    charge(text.length * cost.pathCharacter)
    try {
      const picked = pick(input, roots)
      // Liquid prints a `Date` in the zone of the host.
      const scope = holdsDate(picked, walks) ? plainCopy(picked) : picked
      const context = new Context(scope, liquid.options, { sync: true }, { liquid })
      context.memoryLimit.use = payForMemory
      return String(toValueSync(liquid.renderer.renderTemplates(template, context)))
    } catch (error) {
      if (error instanceof BudgetError) throw error
      // The engine wraps errors.
      charge(0)
      throw new MappingError('CM902', `the template failed: ${(error as Error).message}`)
    }
  }
}

function paidOperators(): Operators {
  const entries = Object.entries(defaultOperators).map(([name, operator]): [string, Operators[string]] => [
    name,
    (left, right, context) => {
      chargeOperator(name, left, right)
      return operator(left, right, context)
    },
  ])
  return Object.fromEntries(entries)
}

function paidFilter(name: string, filter: FilterImplOptions): FilterImplOptions {
  const handler = typeof filter === 'function' ? filter : filter.handler
  const paid: typeof handler = function (value, ...given) {
    chargeFilter(name, value, given)
    return handler.call(this, value, ...given)
  }
  return typeof filter === 'function' ? paid : { ...filter, handler: paid }
}

/** Makes all output pay, also that of a block which is captured. */
function payForOutput(): void {
  const { renderer } = liquid
  const render = renderer.renderTemplates.bind(renderer)
  renderer.renderTemplates = (templates, context, output = new PaidOutput()) => render(templates, context, output)
}

function printSegment(segment: unknown): string {
  return Array.isArray(segment) ? '?' : String(segment)
}

/** Pays for the items and characters that the engine reports before it makes them, such as those of a range. */
function payForMemory(count: unknown): void {
  charge(Math.max(0, Math.floor(Number(count)) || 0) * cost.item)
}

function plainCopy(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member)))
}

/**
 * True if a value contains a `Date`. Pays for `walks` through the value. Not recursive, because events may be nested deeper
 * than the stack.
 */
function holdsDate(root: object, walks: number): boolean {
  const open: object[] = [root]
  let isFound = false
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof Date) isFound = true
    let units: number = cost.object
    for (const member of Object.values(object)) {
      if (typeof member === 'object' && member !== null) open.push(member)
      else units += cost.item + (typeof member === 'string' ? member.length : 0)
    }
    charge(units * walks)
  }
  return isFound
}

/** Copies the roots that a template reads, because `increment` and `decrement` write to their scope. */
function pick(input: unknown, roots: readonly string[]): object {
  if (!isObject(input)) return {}
  if (roots.includes('?')) return { ...input }
  return Object.fromEntries(roots.map(root => [root, own(input, root)]))
}
