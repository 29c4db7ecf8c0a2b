import omit from 'lodash-es/omit.js'
import { Block, declareObject, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { BatchDefinition, ParsedDestination } from '../destination/index.ts'
import { checkDecision, emitMapping } from '../mapping/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { account, type Draft, emitRequest } from './emit.ts'
import { type Part, parsePart, type TemplateContext } from './part.ts'
import { listRequestParts, type RequestTemplate } from './requestTemplate.ts'
import { findBatchSecrets } from './secrets.ts'
import { parseRequest, refuseBody, type Source } from './template.ts'

/** Batching of the requests of one action. */
export interface BatchTemplate {
  readonly maxItems: number
  readonly maxBytes: number
  /** Envelope of the request, computed from one payload. Actions in one batch have equal envelopes. */
  readonly envelope: RequestTemplate
  /** Key of the signing, `distinct` and the mapping of the body. Actions in one batch have equal shapes. */
  readonly shape: string
  readonly when?: Part
  readonly size?: Part
  readonly key?: Part
  readonly distinct?: Part
  /** Mapping over `{ payload, body, settings, constants }`; by default the body. */
  readonly item?: Part
  /** Mapping over `{ items, key, settings, constants }`; by default the items. */
  readonly body?: Part
}

export function parseBatch(
  batch: BatchDefinition,
  at: Pointer,
  single: Source,
  context: TemplateContext,
): BatchTemplate | undefined {
  const given = batch.request ?? {}
  const sources = [
    { given: omit(given, 'body'), at: pointer(at, 'request') },
    { given: omit(single.given, ['body', 'when', 'forEach']), at: single.at },
  ]
  const envelope = parseRequest(sources, context)
  const part = (key: 'when' | 'size' | 'key' | 'distinct' | 'item', roots = context.roots) =>
    batch[key] === undefined ? undefined : parsePart(batch[key], pointer(at, key), roots, context)
  const when = part('when')
  if (when) checkDecision(when.mapping, when.at, context.destination.context.problems)
  const size = part('size')
  const key = part('key')
  const distinct = part('distinct')
  const item = part('item', [...context.roots, 'body'])
  const bodyAt = pointer(at, 'request', 'body')
  const body =
    given.body === undefined
      ? undefined
      : parsePart(given.body, bodyAt, ['items', 'key', 'settings', 'constants'], context)
  if (envelope) refuseBody(envelope.method, pointer(at, 'request'), context.destination)
  const written = [given, single.given, context.destination.definition.request ?? {}]
  const { unknownSecrets } = context.destination
  const ofSingle = unknownSecrets.length === 0 ? [] : (parseRequest([single], context)?.secrets ?? [])
  return (
    envelope && {
      maxItems: batch.maxItems ?? Number.POSITIVE_INFINITY,
      maxBytes: batch.maxBytes ?? Number.POSITIVE_INFINITY,
      envelope: { ...envelope, secrets: findBatchSecrets({ envelope, key, item, body }, ofSingle, unknownSecrets) },
      shape: JSON.stringify([given.body, batch.distinct, written.find(({ auth }) => auth !== undefined)?.auth]),
      ...(when && { when }),
      ...(size && { size }),
      ...(key && { key }),
      ...(distinct && { distinct }),
      ...(item && { item }),
      ...(body && { body }),
    }
  )
}

/** Lists the mappings of a batch. */
export function listBatchParts({ when, size, key, distinct, item, envelope, body }: BatchTemplate): Part[] {
  return [when, size, key, distinct, item, ...listRequestParts(envelope), body].filter(part => part !== undefined)
}

/** Run-time functions of a batch. */
export interface BatchFunctions {
  readonly when: (payload: unknown) => unknown
  readonly size: (payload: unknown) => unknown
  readonly key: (payload: unknown) => unknown
  readonly distinct: (payload: unknown) => unknown
  readonly item: (payload: unknown, body: unknown) => unknown
  readonly envelope: (payload: unknown, drafts: Draft[]) => void
  readonly body: (items: readonly unknown[], key: unknown) => unknown
}

/** Emits an object of `BatchFunctions`. */
export function emitBatch(template: BatchTemplate, unit: Unit, destination: ParsedDestination): JsCode {
  const emit = (members: Record<string, JsCode>, part: Part | undefined, otherwise: JsCode): JsCode => {
    const parameters = join(Object.values(members), ', ')
    if (part === undefined) return js`(${parameters}) => ${otherwise}`
    const block = new Block(unit)
    const result = emitMapping(part.mapping, block, declareObject(block, { ...members, ...account(destination, unit) }))
    return js`(${parameters}) => {\n${block.code}\nreturn ${result};\n}`
  }
  const ofPayload = { payload: js`payload` }
  const members = [
    js`when: ${emit(ofPayload, template.when, js`true`)},`,
    js`size: ${emit(ofPayload, template.size, js`undefined`)},`,
    js`key: ${emit(ofPayload, template.key, js`undefined`)},`,
    js`distinct: ${emit(ofPayload, template.distinct, js`undefined`)},`,
    js`item: ${emit({ ...ofPayload, body: js`body` }, template.item, js`body`)},`,
    js`envelope: ${emitRequest(template.envelope, unit, destination)},`,
    js`body: ${emit({ items: js`items`, key: js`key` }, template.body, js`items`)},`,
  ]
  return js`{\n${join(members, '\n')}\n}`
}
