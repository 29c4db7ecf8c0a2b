import omit from 'lodash-es/omit.js'
import { Block, type JsCode, join, js, objectOf, type Unit } from '../code/index.ts'
import type { BatchDefinition, ParsedDestination } from '../destination/index.ts'
import { emitMapping } from '../mapping/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import { account, type Draft, emitRequest } from './emit.ts'
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
  /** Everything but the body, made of one payload: only actions for which it is equal are in one batch. */
  readonly envelope: RequestTemplate
  readonly when?: Part
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
  const part = (key: 'when' | 'key') =>
    batch[key] === undefined ? undefined : parsePart(batch[key], pointer(at, key), context.roots, context)
  const when = part('when')
  const key = part('key')
  const bodyAt = pointer(at, 'request', 'body')
  const body = given.body !== undefined && parsePart(given.body, bodyAt, ['items', 'settings', 'constants'], context)
  return (
    envelope && {
      maxItems: batch.maxItems ?? Number.POSITIVE_INFINITY,
      maxBytes: batch.maxBytes ?? Number.POSITIVE_INFINITY,
      envelope,
      ...(when && { when }),
      ...(key && { key }),
      ...(body && { body }),
    }
  )
}

/** The run-time functions of a batch. */
export interface BatchFunctions {
  readonly when: (payload: unknown) => unknown
  readonly key: (payload: unknown) => unknown
  readonly envelope: (payload: unknown, drafts: Draft[]) => void
  readonly body: (items: readonly unknown[]) => unknown
}

/** Emits an object of `BatchFunctions`. */
export function emitBatch(template: BatchTemplate, unit: Unit, destination: ParsedDestination): JsCode {
  const emit = (parameter: JsCode, part: Part | undefined, otherwise: JsCode): JsCode => {
    if (part === undefined) return js`${parameter} => ${otherwise}`
    const block = new Block(unit)
    const input = objectOf(block, { [`${parameter}`]: parameter, ...account(destination, unit) })
    const result = emitMapping(part.mapping, block, input)
    return js`${parameter} => {\n${block.code}\nreturn ${result};\n}`
  }
  const members = [
    js`when: ${emit(js`payload`, template.when, js`true`)},`,
    js`key: ${emit(js`payload`, template.key, js`undefined`)},`,
    js`envelope: ${emitRequest(template.envelope, unit, destination)},`,
    js`body: ${emit(js`items`, template.body, js`items`)},`,
  ]
  return js`{\n${join(members, '\n')}\n}`
}
