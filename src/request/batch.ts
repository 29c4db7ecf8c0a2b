import { Block, declareObject, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { Account, BatchDefinition, Root, UnknownSecrets } from '../destination/index.ts'
import { checkDecision, emitMapping } from '../mapping/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { accountRoots } from './accountRoots.ts'
import type { Draft } from './draft.ts'
import { emitRequest } from './emit.ts'
import { findBatchSecrets, secretsSlot, tokenPlaces } from './findSecrets.ts'
import { isFixed, type Part, parsePart, type TemplateContext } from './part.ts'
import { listRequestParts, type RequestTemplate } from './requestTemplate.ts'
import { parseParts, refuseBody, type Source } from './template.ts'
import { placeInAction, type Trail } from './trail.ts'

/** Batching of the requests of one action. */
export interface BatchTemplate {
  readonly maxItems?: number
  readonly maxBytes?: number
  /** Envelope of the request, computed from one payload. Actions in one batch have equal envelopes. */
  readonly envelope: RequestTemplate
  /** Key of the signing, `distinct` and the mapping of the body. Actions in one batch have equal shapes. */
  readonly shape: string
  /** An item stands for all requests of its action. */
  readonly isForAll: boolean
  readonly when?: Part
  readonly size?: Part
  readonly key?: Part
  readonly distinct?: Part
  /** Mapping over `{ payload, body, settings, constants }`; by default the body. */
  readonly item?: Part
  /** Mapping over `{ items, key, settings, constants }`; by default the items. */
  readonly body?: Part
}

/** The single requests of an action, as written and parsed. */
export interface Singles {
  readonly sources: readonly Source[]
  readonly templates: readonly RequestTemplate[]
}

/**
 * Lists the sources of the request of a batch, after which comes the destination's `request`. The single request lends
 * the parts that the batch lacks; its `query` and `headers` as a whole or not at all. Several lend nothing.
 */
export function batchSources(batch: BatchDefinition, at: Pointer, singles: readonly Source[]): Source[] {
  const given = batch.request ?? {}
  const own = { given, at: batch.request === undefined ? at : pointer(at, 'request') }
  if (singles.length !== 1) return [own]
  const [single] = singles as [Source]
  const { body, when, forEach, query, headers, ...others } = single.given
  const lent = {
    ...others,
    ...(query !== undefined && given.query === undefined && { query }),
    ...(headers !== undefined && given.headers === undefined && { headers }),
  }
  return [own, { given: lent, at: single.at }]
}

/** Parses the batch of an action with requests. */
export function parseBatch(
  batch: BatchDefinition,
  at: Pointer,
  { sources, templates }: Singles,
  context: TemplateContext,
): BatchTemplate | undefined {
  const { problems } = context.parsed.context
  const given = batch.request ?? {}
  const isForAll = sources.length > 1
  if (isForAll && (batch.item === undefined || batch.request === undefined)) {
    const message = 'the batch of an action with several requests needs an `item` and a `request`'
    const help = 'write both: an item stands for all requests of its action'
    problems.add('CM702', at, message, { help })
    return undefined
  }
  const written = batchSources(batch, at, sources)
  const envelope = parseParts(
    written.map(({ given: { body, ...given }, at }) => ({ given, at })),
    context,
  )
  const part = (key: 'when' | 'size' | 'key' | 'distinct' | 'item', roots = context.roots) =>
    batch[key] === undefined ? undefined : parsePart(batch[key], pointer(at, key), roots, context)
  const when = part('when')
  if (when) checkDecision(when.mapping, when.at, problems)
  const size = part('size')
  const key = part('key')
  const distinct = part('distinct')
  const item = part('item', isForAll ? context.roots : [...context.roots, 'body'])
  const bodyAt = pointer(at, 'request', 'body')
  const body =
    given.body === undefined
      ? undefined
      : parsePart(given.body, bodyAt, [...bodyRoots, ...(context.tokens.all.length > 0 ? tokenRoots : [])], context)
  if (envelope) refuseBody(envelope.method, pointer(at, 'request'), context)
  if (envelope === undefined || templates.length < sources.length) return undefined
  const [single] = templates as [RequestTemplate]
  const { when: _when, forEach: _forEach, body: _body, ...parts } = envelope
  const find = (unknown: UnknownSecrets) => findBatchSecrets({ envelope, key, item, body }, single, unknown)
  const chain = [...written.map(({ given }) => given), context.parsed.definition.request ?? {}]
  return {
    ...(batch.maxItems !== undefined && { maxItems: batch.maxItems }),
    ...(batch.maxBytes !== undefined && { maxBytes: batch.maxBytes }),
    envelope: {
      ...parts,
      places: { ...envelope.places, body: (body ?? item)?.at ?? envelope.places.request },
      ...secretsSlot(at, context, find),
      ...tokenPlaces(context, find),
    },
    shape: JSON.stringify([
      given.body,
      batch.distinct,
      chain.find(({ auth }) => auth !== undefined)?.auth,
      ...chain.map(({ response }) => response),
    ]),
    isForAll,
    ...(when && { when }),
    ...(size && { size }),
    ...(key && { key }),
    ...(distinct && { distinct }),
    ...(item && { item }),
    ...(body && { body }),
  }
}

const bodyRoots: readonly Root[] = ['items', 'key', 'settings', 'constants']
const tokenRoots: readonly Root[] = ['tokens']

/** Lists the mappings of a batch. */
export function listBatchParts({ when, size, key, distinct, item, envelope, body }: BatchTemplate): Part[] {
  return [when, size, key, distinct, item, ...listRequestParts(envelope), body].filter(part => part !== undefined)
}

/** Batching of an action, as `requests` uses it. */
export interface Batching {
  readonly maxItems?: number
  readonly maxBytes?: number
  /** Equal for actions whose batches have the same signing, `distinct` and body mapping. */
  readonly shape: string
  /** True if every payload of an account has the same envelope. */
  readonly isFixed: boolean
  /** An item stands for all requests of its action. */
  readonly isForAll: boolean
  readonly when?: (payload: unknown, account: Account, trail: Trail) => unknown
  readonly size?: (payload: unknown, account: Account, trail: Trail) => unknown
  readonly key?: (payload: unknown, account: Account, trail: Trail) => unknown
  readonly distinct?: (payload: unknown, account: Account, trail: Trail) => unknown
  /** Default: the body. */
  readonly item?: (payload: unknown, body: unknown, account: Account, trail: Trail) => unknown
  readonly envelope: (payload: unknown, drafts: Draft[], account: Account, trail: Trail) => void
  /** Default: the items. */
  readonly body?: (items: readonly unknown[], key: unknown, account: Account, trail: Trail) => unknown
}

/** Emits a `Batching`. */
export function emitBatch(template: BatchTemplate, unit: Unit, action: Pointer): JsCode {
  const emit = (name: 'when' | 'size' | 'key' | 'distinct' | 'item' | 'body', members: Record<string, JsCode>) => {
    const part = template[name]
    if (part === undefined) return []
    const code = unit.function(() => {
      const block = new Block(unit)
      block.assumeObject(js`payload`)
      block.add(js`trail.at = ${placeInAction(part.at, action)};`)
      const roots = accountRoots(block, template.envelope)
      const result = emitMapping(part.mapping, block, declareObject(block, { ...members, ...roots }))
      const parameters = join([...Object.values(members), js`account`, js`trail`], ', ')
      return js`(${parameters}) => {\n${block.body}\nreturn ${result};\n}`
    })
    return [js`[${name}]: ${code},`]
  }
  const ofPayload = { payload: js`payload` }
  const { maxItems, maxBytes, shape, envelope, isForAll } = template
  const members = [
    ...(maxItems === undefined ? [] : [js`maxItems: ${maxItems},`]),
    ...(maxBytes === undefined ? [] : [js`maxBytes: ${maxBytes},`]),
    js`shape: ${unit.data(shape)},`,
    js`isFixed: ${hasFixedEnvelope(envelope)},`,
    js`isForAll: ${isForAll},`,
    ...emit('when', ofPayload),
    ...emit('size', ofPayload),
    ...emit('key', ofPayload),
    ...emit('distinct', ofPayload),
    ...emit('item', { ...ofPayload, body: js`body` }),
    js`envelope: ${emitRequest(envelope, unit, action)},`,
    ...emit('body', { items: js`items`, key: js`key` }),
  ]
  return js`{\n${join(members, '\n')}\n}`
}

function hasFixedEnvelope({ method, url, headers, query, allHeaders, allQuery, auth }: RequestTemplate): boolean {
  const parts = [method, url.part, ...headers.values(), ...query.values(), ...auth.flatMap(({ inputs }) => inputs)]
  return !allHeaders && !allQuery && parts.every(part => isFixed(part.mapping))
}
