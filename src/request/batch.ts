import omit from 'lodash-es/omit.js'
import pick from 'lodash-es/pick.js'
import { Block, declareObject, type JsCode, join, js, type Unit } from '../code/index.ts'
import type { Account, BatchDefinition, Root, UnknownSecret } from '../destination/index.ts'
import { checkDecision, emitMapping } from '../mapping/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { accountRoots } from './accountRoots.ts'
import { type Draft, emitRequest } from './emit.ts'
import { findBatchSecrets, secretsSlot, tokenPlaces } from './findSecrets.ts'
import { isFixed, type Part, parsePart, type TemplateContext } from './part.ts'
import { listRequestParts, type RequestTemplate } from './requestTemplate.ts'
import { parseParts, refuseBody, type Source } from './template.ts'

/** Batching of the requests of one action. */
export interface BatchTemplate {
  readonly maxItems?: number
  readonly maxBytes?: number
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

/** Parses a batch. `template` is that of the action's single request, of which `single` is the source. */
export function parseBatch(
  batch: BatchDefinition,
  at: Pointer,
  single: Source,
  template: RequestTemplate | undefined,
  context: TemplateContext,
): BatchTemplate | undefined {
  const { problems } = context.parsed.context
  const given = batch.request ?? {}
  const sources = [
    { given: omit(given, 'body'), at: pointer(at, 'request') },
    { given: omit(single.given, ['body', 'when', 'forEach']), at: single.at },
  ]
  const envelope = parseParts(sources, context)
  const part = (key: 'when' | 'size' | 'key' | 'distinct' | 'item', roots = context.roots) =>
    batch[key] === undefined ? undefined : parsePart(batch[key], pointer(at, key), roots, context)
  const when = part('when')
  if (when) checkDecision(when.mapping, when.at, problems)
  const size = part('size')
  const key = part('key')
  const distinct = part('distinct')
  const item = part('item', [...context.roots, 'body'])
  const bodyAt = pointer(at, 'request', 'body')
  const body =
    given.body === undefined
      ? undefined
      : parsePart(given.body, bodyAt, [...bodyRoots, ...(context.tokens.length > 0 ? tokenRoots : [])], context)
  if (envelope) refuseBody(envelope.method, pointer(at, 'request'), context)
  if (envelope === undefined || template === undefined) return undefined
  const written = [given, single.given, context.parsed.definition.request ?? {}]
  const find = (unknown: readonly UnknownSecret[]) => findBatchSecrets({ envelope, key, item, body }, template, unknown)
  return {
    ...pick(batch, ['maxItems', 'maxBytes']),
    envelope: { ...envelope, ...secretsSlot(at, context, find), ...tokenPlaces(context, find) },
    shape: JSON.stringify([
      given.body,
      batch.distinct,
      written.find(({ auth }) => auth !== undefined)?.auth,
      ...written.map(({ response }) => response),
    ]),
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
  readonly when?: (payload: unknown, account: Account) => unknown
  readonly size?: (payload: unknown, account: Account) => unknown
  readonly key?: (payload: unknown, account: Account) => unknown
  readonly distinct?: (payload: unknown, account: Account) => unknown
  /** Default: the body. */
  readonly item?: (payload: unknown, body: unknown, account: Account) => unknown
  readonly envelope: (payload: unknown, drafts: Draft[], account: Account) => void
  /** Default: the items. */
  readonly body?: (items: readonly unknown[], key: unknown, account: Account) => unknown
}

/** Emits a `Batching`. */
export function emitBatch(template: BatchTemplate, unit: Unit): JsCode {
  const emit = (name: 'when' | 'size' | 'key' | 'distinct' | 'item' | 'body', members: Record<string, JsCode>) => {
    const part = template[name]
    if (part === undefined) return []
    const code = unit.function(() => {
      const block = new Block(unit)
      block.assumeObject(js`payload`)
      const roots = accountRoots(block, template.envelope)
      const result = emitMapping(part.mapping, block, declareObject(block, { ...members, ...roots }))
      const parameters = join([...Object.values(members), js`account`], ', ')
      return js`(${parameters}) => {\n${block.body}\nreturn ${result};\n}`
    })
    return [js`[${name}]: ${code},`]
  }
  const ofPayload = { payload: js`payload` }
  const { maxItems, maxBytes, shape, envelope } = template
  const members = [
    ...(maxItems === undefined ? [] : [js`maxItems: ${maxItems},`]),
    ...(maxBytes === undefined ? [] : [js`maxBytes: ${maxBytes},`]),
    js`shape: ${unit.data(shape)},`,
    js`isFixed: ${hasFixedEnvelope(envelope)},`,
    ...emit('when', ofPayload),
    ...emit('size', ofPayload),
    ...emit('key', ofPayload),
    ...emit('distinct', ofPayload),
    ...emit('item', { ...ofPayload, body: js`body` }),
    js`envelope: ${emitRequest(envelope, unit)},`,
    ...emit('body', { items: js`items`, key: js`key` }),
  ]
  return js`{\n${join(members, '\n')}\n}`
}

function hasFixedEnvelope({ method, url, headers, query, allHeaders, allQuery, auth }: RequestTemplate): boolean {
  const parts = [method, url.part, ...headers.values(), ...query.values(), ...auth.flatMap(({ inputs }) => inputs)]
  return !allHeaders && !allQuery && parts.every(part => isFixed(part.mapping))
}
