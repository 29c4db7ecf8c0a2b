import type { ActionDefinition, ParsedDestination } from '../destination/index.ts'
import { parseBatch, parsePart, parseRequest, type RequestTemplate, type TemplateContext } from '../request/index.ts'
import { pointer } from '../value/index.ts'
import type { ActionTemplates } from './program.ts'

/** Limits of a vendor that an account may have otherwise. */
export interface Limits {
  /** Bytes of the body of one request; beyond it `explain` warns. */
  readonly requestBytes?: number
  /** Bytes of the body of one batch. */
  readonly batchBytes?: number
  /** Items of one batch. */
  readonly batchItems?: number
}

/** Parses the request templates of every action. Mistakes go to the problems of the destination's context. */
export function parseTemplates(destination: ParsedDestination, limits: Limits): ReadonlyMap<string, ActionTemplates> {
  return new Map(
    [...destination.actions.values()].map(({ key, at, definition }) => {
      const context: TemplateContext = { destination, action: definition, roots: ['payload', 'settings', 'constants'] }
      const sources = (definition.requests ?? []).flatMap((given, i) =>
        given ? [{ given, at: pointer(at, 'requests', i) }] : [],
      )
      const requests = sources
        .map(source => parseRequest([source], context))
        .filter(template => template !== undefined)
        .map((template): RequestTemplate => ({ ...template, ...limit('maxBytes', limits.requestBytes) }))
      if (definition.batch && sources.length > 1) {
        const help = 'leave the `batch` out, or make two actions of it'
        destination.context.problems.add(
          'CM702',
          pointer(at, 'batch'),
          'an action of several requests has no batches',
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
      const own = definition.subject !== undefined
      const given = own ? definition.subject : destination.definition.subject
      const about = own ? context : { destination, action: everyField(destination) }
      const subject =
        given === undefined || given === null
          ? undefined
          : parsePart(given, own ? pointer(at, 'subject') : '/subject', context.roots, { ...context, ...about })
      return [key, { requests, ...(limited && { batch: limited }), ...(subject && { subject }) }]
    }),
  )
}

/** What the subject of all actions may read: a field that any of them has. */
function everyField({ definition }: ParsedDestination): ActionDefinition {
  return { fields: Object.assign({}, ...Object.values(definition.actions).map(({ fields }) => fields)) }
}

function limit<K extends string>(key: K, value: number | undefined): { [key in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: number })
}
