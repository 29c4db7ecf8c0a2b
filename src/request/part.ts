import { type Block, type JsCode, js } from '../code/index.ts'
import {
  type Account,
  type ActionDefinition,
  checkReads,
  type MappingJson,
  type ParsedDefinition,
  type Root,
  type UnknownSecrets,
} from '../destination/index.ts'
import { collectReads, emitMapping, type Mapping, parseMapping } from '../mapping/index.ts'
import { chargeCompilation, compileCost, defaultBudget, type Pointer, runWithin } from '../value/index.ts'
import type { Slots } from './slots.ts'

/** A mapping inside a request template. */
export interface Part {
  readonly mapping: Mapping
  readonly at: Pointer
  /** Set if the value is the same for every payload of an account. */
  readonly fixed?: Fixed
}

/** A value that is known at compile time, or in a slot of the account. */
export type Fixed = { readonly value: unknown } | { readonly slot: number }

export interface TemplateContext {
  readonly parsed: ParsedDefinition
  readonly slots: Slots
  /** Values that are unknown if a setting is a reference, in the order of the settings. */
  readonly unknown: UnknownSecrets
  readonly action: Pick<ActionDefinition, 'fields'>
  /** Roots that the templates of this request may read. */
  readonly roots: readonly Root[]
  /** Values of tokens, which only the parts that are sent may read. */
  readonly tokens: UnknownSecrets
  /** Parts without mistakes, by place and roots: most actions have those of the destination's `request`. */
  readonly parts: Map<string, KnownPart>
}

interface KnownPart {
  readonly part: Part
  /** The action whose payload it reads. */
  readonly action?: TemplateContext['action']
}

/** Parses one mapping of a template. It may read only the given roots. */
export function parsePart(
  value: MappingJson,
  at: Pointer,
  roots: readonly Root[],
  context: TemplateContext,
): Part | undefined {
  chargeCompilation(compileCost.part + at.length * compileCost.placeCharacter)
  const { parsed, action, parts } = context
  const { problems } = parsed.context
  const key = `${at} ${roots}`
  const known = parts.get(key)
  if (known && (known.action === undefined || known.action === action)) return known.part
  const before = problems.count
  const part = parseNewPart(value, at, roots, context)
  if (part && problems.count === before) {
    const readsPayload = collectReads(part.mapping).some(({ path: [root] }) => root === 'payload')
    parts.set(key, { part, ...(readsPayload && { action }) })
  }
  return part
}

function parseNewPart(
  value: MappingJson,
  at: Pointer,
  roots: readonly Root[],
  { parsed: { definition, context }, action }: TemplateContext,
): Part | undefined {
  const payload = roots.includes('payload') ? { payload: () => Object.keys(action.fields) } : {}
  const mapping = parseMapping(value, { ...context, at, isUrl: at.endsWith('/url'), ...payload })
  if (mapping === undefined) return undefined
  checkReads(mapping, roots, { definition, action }, context.problems)
  return { mapping, at }
}

/** True if a mapping gives the same value for every payload. */
export function isFixed(mapping: Mapping): boolean {
  return collectReads(mapping).every(({ path }) => path[0] === 'settings' || path[0] === 'constants')
}

/** Settings that make the value of a mapping unknown if they are references. */
export function secretsBehind(mapping: Mapping, { unknown }: Pick<TemplateContext, 'unknown'>): string[] {
  return namesIn([mapping], unknown)
}

/** Lists the values of tokens that mappings read. */
export function readTokens(mappings: readonly Mapping[], { tokens }: Pick<TemplateContext, 'tokens'>): string[] {
  return namesIn(mappings, tokens)
}

function namesIn(mappings: readonly Mapping[], secrets: UnknownSecrets): string[] {
  return [...new Set(mappings.flatMap(mapping => secrets.in(mapping)).map(({ name }) => name))]
}

/** A function of the run time that makes a fixed value ready for use. @throws RequestError */
export interface Finisher {
  readonly by: Readonly<Record<string, (value: unknown, args: never, account: Account) => unknown>>
  readonly args?: unknown
}

/**
 * Fixes a part whose value is the same for every payload of an account. Errors of the finisher are reported at compile
 * time, or when the account is made.
 */
export function fixPart(part: Part, { slots, parsed }: TemplateContext, finisher?: Finisher): Part {
  const { mapping, at } = part
  if (!isFixed(mapping)) return part
  if (mapping.kind !== 'value') {
    const kind = finisher ? JSON.stringify([Object.keys(finisher.by), finisher.args]) : ''
    const slot = slots.add(at, kind, [mapping], (block, account) => {
      const value = emitMapping(mapping, block, account)
      return finisher ? js`${block.unit.import(finisher.by)}(${value}, ${finisher.args}, account)` : value
    })
    return { ...part, fixed: { slot } }
  }
  try {
    const [finish] = Object.values(finisher?.by ?? {})
    const run = () => (finish ? finish(mapping.value, finisher?.args as never, nobody) : mapping.value)
    const value = runWithin(defaultBudget, mapping.value, run)
    return { ...part, fixed: { value } }
  } catch (error) {
    parsed.context.problems.add('CM702', at, (error as Error).message)
    return part
  }
}

/** Literal values read nothing of an account. */
const nobody: Account = {
  settings: {},
  constants: {},
  slots: [],
  references: new Map(),
  tokens: {},
  placeholders: [],
  consent: [],
  budget: defaultBudget,
  hideSecrets: text => text,
}

/** Emits a part. */
export function emitPart(part: Part, block: Block, input: JsCode): JsCode {
  return part.fixed ? emitFixed(part.fixed, block) : emitMapping(part.mapping, block, input)
}

export function emitFixed(fixed: Fixed, { unit }: Block): JsCode {
  return 'slot' in fixed ? unit.account(fixed.slot) : js`${fixed.value}`
}
