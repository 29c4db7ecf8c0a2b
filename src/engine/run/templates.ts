import type { MappingJson, ParsedDestination } from '../../destination/index.ts'
import {
  type Part,
  parseBatch,
  parsePart,
  parseRequest,
  type RequestTemplate,
  type TemplateContext,
} from '../../request/index.ts'
import { type Pointer, pointer } from '../../value/index.ts'
import type { ActionTemplates } from './program.ts'
import { whyNone } from './whyNone.ts'

/** Vendor limits that differ between accounts. */
export interface Limits {
  /** Size in bytes of a request body above which `explain` warns. */
  readonly requestBytes?: number
  /** Maximum size in bytes of a batch. */
  readonly batchBytes?: number
  /** Maximum number of items in a batch. */
  readonly batchItems?: number
}

/** Parses the request templates of every action. Mistakes go to the problems of the destination's context. */
export function parseTemplates(destination: ParsedDestination, limits: Limits): ReadonlyMap<string, ActionTemplates> {
  const defaultSubject = parseDefaultSubject(destination)
  return new Map(
    [...destination.actions.values()].map(({ key, at, definition }) => {
      const context: TemplateContext = { destination, action: definition, roots }
      const sources = (definition.requests ?? []).flatMap((given, i) =>
        given ? [{ given, at: pointer(at, 'requests', i) }] : [],
      )
      const requests = sources
        .map(source => parseRequest([source], context))
        .filter(template => template !== undefined)
        .map((template): RequestTemplate => ({ ...template, ...limit('maxBytes', limits.requestBytes) }))
      if (definition.batch && sources.length > 1) {
        const help = 'remove `batch`, or split the action into two'
        destination.context.problems.add(
          'CM702',
          pointer(at, 'batch'),
          'an action with several requests cannot have a `batch`',
          { help },
        )
      }
      const [first] = sources
      const batch = definition.batch && first && parseBatch(definition.batch, pointer(at, 'batch'), first, context)
      const limited = batch && {
        ...batch,
        ...limit('maxItems', limits.batchItems),
        ...limit('maxBytes', limits.batchBytes),
      }
      const subject =
        definition.subject === undefined
          ? defaultSubject
          : parseSubject(definition.subject, pointer(at, 'subject'), context)
      const none = whyNone(
        sources.map(({ given }) => given),
        requests,
      )
      return [key, { requests, whyNone: none, ...(limited && { batch: limited }), ...(subject && { subject }) }]
    }),
  )
}

const roots = ['payload', 'settings', 'constants'] as const

/** The shared subject may read a field that any of the actions has. */
function parseDefaultSubject(destination: ParsedDestination): Part | undefined {
  const { subject, actions } = destination.definition
  const fields = Object.assign({}, ...Object.values(actions).map(action => action.fields))
  return parseSubject(subject, '/subject', { destination, action: { fields }, roots })
}

function parseSubject(given: MappingJson | undefined, at: Pointer, context: TemplateContext): Part | undefined {
  return given === undefined || given === null ? undefined : parsePart(given, at, context.roots, context)
}

function limit<K extends string>(key: K, value: number | undefined): { [key in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: number })
}
