import omit from 'lodash-es/omit.js'
import { Block, type JsCode, js, type Unit } from '../code/index.ts'
import type { BatchDefinition, ParsedDestination } from '../destination/index.ts'
import { emitMapping } from '../mapping/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { type Draft, emitRequest } from './emit.ts'
import { byteLength, encodeBody } from './encode.ts'
import {
  type Part,
  parsePart,
  parseRequest,
  type RequestTemplate,
  type Source,
  type TemplateContext,
} from './template.ts'

/** How the actions of one subscription are batched. */
export interface BatchTemplate {
  readonly maxItems: number
  readonly maxBytes: number
  /** Everything but the body, made of one payload: batched are those for which it is equal. */
  readonly envelope: RequestTemplate
  readonly key?: Part
  /** Made of `{ items, settings, constants }`. Without it the items are the body. */
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
  const key = batch.key === undefined ? undefined : parsePart(batch.key, pointer(at, 'key'), context.roots, context)
  const bodyAt = pointer(at, 'request', 'body')
  const body =
    given.body === undefined ? undefined : parsePart(given.body, bodyAt, ['items', 'settings', 'constants'], context)
  return (
    envelope && {
      maxItems: batch.maxItems ?? Number.POSITIVE_INFINITY,
      maxBytes: batch.maxBytes ?? Number.POSITIVE_INFINITY,
      envelope,
      ...(key && { key }),
      ...(body && { body }),
    }
  )
}

/** The run-time functions of a batch. */
export interface BatchFunctions {
  readonly envelope: (payload: unknown, drafts: Draft[]) => void
  readonly key: (payload: unknown) => unknown
  readonly body: (items: readonly unknown[]) => unknown
}

/** Emits an object of `BatchFunctions`. */
export function emitBatch(template: BatchTemplate, unit: Unit, destination: ParsedDestination): JsCode {
  const settings = unit.link('settings', destination.settings)
  const constants = unit.link('constants', destination.constants)
  const emit = (parameter: JsCode, part: Part | undefined, otherwise: JsCode): JsCode => {
    if (part === undefined) return js`${parameter} => ${otherwise}`
    const block = new Block(unit)
    const input = block.const(js`{ ${parameter}, settings: ${settings}, constants: ${constants} }`)
    const result = emitMapping(part.mapping, block, input)
    return js`${parameter} => {\n${block.code}\nreturn ${result};\n}`
  }
  const key = emit(js`payload`, template.key, js`undefined`)
  const body = emit(js`items`, template.body, js`items`)
  return js`{\nenvelope: ${emitRequest(template.envelope, unit, destination)},\nkey: ${key},\nbody: ${body},\n}`
}

/**
 * Cuts items into batches that keep within the limits, in order, and encodes them. An item that is too large even
 * alone is in none: it is left to its single request.
 */
export function cutBatches<T extends { readonly body: unknown }>(
  items: readonly T[],
  { maxItems, maxBytes }: Pick<BatchTemplate, 'maxItems' | 'maxBytes'>,
  encode: (items: readonly T[]) => string,
): { items: readonly T[]; body: string | undefined }[] {
  const batches: { items: readonly T[]; body: string | undefined }[] = []
  const add = (part: readonly T[]): void => {
    const body = encode(part)
    if (byteLength(body) <= maxBytes) batches.push({ items: part, body })
    else if (part.length === 1) batches.push({ items: part, body: undefined })
    else {
      const half = part.length >> 1
      add(part.slice(0, half))
      add(part.slice(half))
    }
  }
  let [start, bytes] = [0, 0]
  for (const [i, item] of items.entries()) {
    const size = maxBytes === Number.POSITIVE_INFINITY ? 0 : byteLength(encodeBody(item.body, 'json')) + 1
    if (i > start && (i - start >= maxItems || bytes + size > maxBytes)) {
      add(items.slice(start, i))
      ;[start, bytes] = [i, 0]
    }
    bytes += size
  }
  if (items.length > start) add(items.slice(start))
  return batches
}
