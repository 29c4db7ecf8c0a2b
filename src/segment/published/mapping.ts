import memoize from 'lodash-es/memoize.js'
import { compileMapping } from '../../mapping/index.ts'
import type { Json, JsonObject } from '../../value/index.ts'
import { isObject, jsonOrText } from '../../value/index.ts'
import { type Recording, readFromInput, renderPublished } from './path.ts'
import { checkPublished } from './validate.ts'
import { flattenEntries, isBlank, replaceText, withoutAbsent, withoutNulls } from './values.ts'

/** Result of the published evaluator for an event. */
export interface PublishedRun extends Omit<Recording, 'event'> {
  /** `undefined` if absent. */
  readonly value?: unknown
  /** Reason why the whole mapping fails. */
  readonly failure?: string
}

/**
 * Models how `@segment/actions-core` computes a mapping, or a part of one, including undocumented behaviour.
 * `checkPublished` models its validation. Liquid templates are assumed to be equal.
 */
export function publishedMapping(mapping: Json): (event: Json) => PublishedRun {
  return event => {
    const run: Recording = { event, notes: new Set(), reads: [] }
    const { notes, reads } = run
    try {
      return { value: withoutAbsent(resolve(unwrapRoot(mapping), event, run)), notes, reads }
    } catch (error) {
      return { failure: (error as Error).message, notes, reads }
    }
  }
}

export const rootKey = '__segment_internal_directive'

/** A directive at the root of a mapping takes the rest of the mapping as its `mapping`. */
export function unwrapRoot(mapping: Json): Json {
  if (!isObject(mapping) || !Object.hasOwn(mapping, rootKey)) return mapping
  const { [rootKey]: root, ...rest } = mapping
  const [[name, options] = [], ...others] = Object.entries(root as JsonObject)
  if (others.length > 0 || typeof options !== 'object' || options === null) {
    throw new Error(`\`${rootKey}\` takes one directive`)
  }
  return { [name!]: { ...options, mapping: rest } }
}

function resolve(mapping: Json | undefined, input: unknown, run: Recording): unknown {
  if (Array.isArray(mapping)) return mapping.map((item: Json) => resolve(item, input, run))
  if (!isObject(mapping)) return mapping
  const names = Object.keys(mapping).filter(key => key !== '_metadata')
  if (names.length > 0 && names.every(key => key.startsWith('@'))) {
    const [name] = names as [string]
    const compute = directives.get(name)
    if (compute === undefined) throw new Error(`there is no \`${name}\``)
    return compute(mapping[name]!, input, run)
  }
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(mapping)) result[key] = resolve(mapping[key], input, run)
  return result
}

/** Note on a `@merge` of something other than objects. */
export const takesApart = '`@merge` splits a string or a list: its letters or items get the keys `0`, `1`, …'

const isTakenApart = (value: unknown) => (typeof value === 'string' || Array.isArray(value)) && value.length > 0

function resolveText(mapping: Json, input: unknown, run: Recording): string {
  const value = resolve(mapping, input, run)
  if (typeof value !== 'string') throw new Error('a path or template is not a string')
  return value
}

/** Options of a directive. Required ones must not be `null`, `false`, `0` or `""`. */
function readOptions(argument: Json, ...needed: readonly string[]): Readonly<Record<string, Json | undefined>> {
  if (!isObject(argument)) throw new Error('the argument of a directive is not an object')
  const missing = needed.find(key => !argument[key])
  if (missing !== undefined) throw new Error(`\`${missing}\` is absent, or a constant that counts as absent`)
  return argument
}

/** A falsy constant counts as absent. */
function resolveConstant(value: Json | undefined, input: unknown, run: Recording): unknown {
  if (value) return resolve(value, input, run)
  if (value !== undefined) run.notes.add(`\`${JSON.stringify(value)}\` as a constant counts as absent`)
  return undefined
}

/** Parsing Liquid templates is the slowest part, so it is done once. */
const liquid = memoize((template: Json) => compileMapping({ '@liquid': template }))

type Compute = (argument: Json, input: unknown, run: Recording) => unknown

const directives = new Map<string, Compute>([
  ['@path', (path, input, run) => readFromInput(input, resolveText(path, input, run), run)],
  ['@template', (template, input, run) => renderPublished(resolveText(template, input, run), input, run)],
  ['@literal', resolve],
  ['@liquid', (template, input) => liquid(template)(input)],
  [
    '@if',
    (argument, input, run) => {
      const { exists, blank, then, else: otherwise } = readOptions(argument)
      if (!exists && !blank) throw new Error('the constant that `@if` tests counts as absent')
      const value = resolve(exists === undefined ? blank : exists, input, run)
      const holds = value !== undefined && value !== null && (exists !== undefined || !isBlank(value))
      return holds ? resolve(then, input, run) : resolveConstant(otherwise, input, run)
    },
  ],
  [
    '@case',
    (argument, input, run) => {
      const options = readOptions(argument, 'operator')
      const value = resolveConstant(options.value, input, run)
      if (typeof value !== 'string') return value
      if (options.operator === 'lower') return value.toLowerCase()
      if (options.operator === 'upper') return value.toUpperCase()
      throw new Error('`operator` is neither `lower` nor `upper`')
    },
  ],
  [
    '@replace',
    (argument, input, run) => {
      const options = readOptions(argument, 'pattern')
      const { pattern, pattern2, replacement, replacement2, ignorecase, global } = options
      const value = resolveConstant(options.value, input, run)
      if (!options.value) return undefined
      const flags = [global ?? true, ignorecase ?? false]
      const isReplaced =
        ['string', 'number', 'boolean'].includes(typeof value) &&
        [pattern, replacement ?? ''].every(option => typeof option === 'string') &&
        flags.every(flag => typeof flag === 'boolean')
      if (!isReplaced) return ''
      const once = replaceText(String(value), pattern as string, (replacement ?? '') as string, flags, run)
      const isText = typeof pattern2 === 'string' && typeof (replacement2 ?? '') === 'string'
      return pattern2 && isText ? replaceText(once, pattern2, (replacement2 ?? '') as string, flags, run) : once
    },
  ],
  [
    '@arrayPath',
    (argument, input, run) => {
      if (!Array.isArray(argument)) throw new Error('the argument of `@arrayPath` is not a list')
      const [path, item] = argument as readonly Json[]
      const list = typeof path === 'string' ? readFromInput(input, path, run) : resolve(path, input, run)
      if (typeof list !== 'object' || list === null || !isObject(item) || Object.keys(item).length === 0) return list
      return [list].flat().map(value => resolve(item, value, run))
    },
  ],
  [
    '@flatten',
    (argument, input, run) => {
      const { separator, value, omitArrays } = readOptions(argument, 'separator')
      const glue = resolve(separator, input, run)
      if (typeof glue !== 'string') throw new Error('a separator is not a string')
      return Object.fromEntries(flattenEntries(resolve(value, input, run), '', glue, Boolean(omitArrays)))
    },
  ],
  [
    '@json',
    (argument, input, run) => {
      const { mode, value } = readOptions(argument, 'mode', 'value')
      const given = resolve(value, input, run)
      if (mode === 'encode') return JSON.stringify(given)
      if (mode !== 'decode') return undefined
      return typeof given === 'string' ? jsonOrText(given) : given
    },
  ],
  [
    '@merge',
    (argument, input, run) => {
      const options = readOptions(argument, 'direction', 'objects')
      const direction = resolve(options.direction, input, run)
      if (!Array.isArray(options.objects)) throw new Error('`objects` is not a list')
      const objects = options.objects.map((object: Json) => resolve(object, input, run))
      if (objects.some(isTakenApart)) run.notes.add(takesApart)
      if (direction === 'left') objects.reverse()
      return Object.assign({}, ...objects)
    },
  ],
  [
    '@transform',
    (argument, input, run) => {
      const { apply, mapping } = readOptions(argument, 'apply', 'mapping')
      if (!isObject(apply)) throw new Error('`apply` is not an object')
      if (!isObject(input)) throw new Error('an item of `@transform` is not an object')
      const first = unwrapRoot(apply)
      checkPublished(first)
      return resolve(mapping, withoutAbsent(resolve(first, input, run)), run)
    },
  ],
  ['@excludeWhenNull', (value, input, run) => withoutNulls(resolve(value, input, run)) ?? undefined],
])
