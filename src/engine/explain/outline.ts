import type { ParsedAction, ParsedDestination, ParsedSubscription } from '../../destination/index.ts'
import { type Branch, findBranches, findExpressionBranches, type Mapping } from '../../mapping/index.ts'
import { listBatchParts, listRequestParts } from '../../request/index.ts'
import { type ClauseInfo, listClauses } from '../../trigger/index.ts'
import { type Path, type Pointer, pointer } from '../../value/index.ts'
import type { ActionTemplates } from '../run/program.ts'

/** What there is in a subscription for a trace to come by. Places are JSON Pointers into the definition. */
export interface Outline {
  readonly subscription: string
  readonly action: string
  readonly at: Pointer
  readonly enabled: boolean
  /** The clauses of the trigger from left to right. */
  readonly trigger: { readonly at: Pointer; readonly clauses: readonly ClauseInfo[] }
  /** What is mapped of the payload: fields, and of objects that are mapped member by member, the members. */
  readonly fields: readonly MappedPart[]
  /** Where the mappings take one way of several, with the field they are for. */
  readonly branches: readonly (Branch & { readonly field?: string })[]
}

/** A part of a payload. `at` is absent where a mapping of the payload as a whole gives it. */
export interface MappedPart {
  readonly path: Path
  readonly at?: Pointer
}

/** What there is in a part of a definition that subscriptions share. */
export interface SharedOutline {
  /** What a person calls it: `request 2 of trackEvent`, `function $identifiers`. */
  readonly name: string
  /** The action that it is a part of. */
  readonly action?: string
  /** A function, which has one arm: it is taken when the function is called. */
  readonly call?: Branch
  readonly branches: readonly Branch[]
}

export function outlinesOf({ subscriptions }: ParsedDestination): Outline[] {
  return subscriptions.map(outlineOf)
}

function outlineOf({ name, at, action, enabled, trigger, fields, whole }: ParsedSubscription): Outline {
  return {
    subscription: name,
    action: action.key,
    at,
    enabled,
    trigger: { at: pointer(at, 'trigger'), clauses: listClauses(trigger) },
    fields: fields.flatMap(({ key, mapping }) => partsOf([key], mapping)),
    branches: [
      ...(whole ? findBranches(whole) : []),
      ...fields.flatMap(({ key, mapping }) =>
        mapping ? findBranches(mapping).map(branch => ({ ...branch, field: key })) : [],
      ),
    ],
  }
}

function partsOf(path: Path, mapping: Mapping | undefined): MappedPart[] {
  if (mapping?.kind !== 'object' || mapping.members.length === 0) return [{ path, ...(mapping && { at: mapping.at }) }]
  return mapping.members.flatMap(member => partsOf([...path, member.key], member.mapping))
}

/** The outlines of constants, functions and actions. */
export function sharedOutlinesOf(
  { constantMappings, context, actions }: ParsedDestination,
  templates: ReadonlyMap<string, ActionTemplates>,
): SharedOutline[] {
  return [
    ...[...constantMappings].map(([key, mapping]) => shared(`constant ${key}`, [mapping])),
    ...[...(context.functions?.expressions ?? [])].map(([key, expression]): SharedOutline => {
      const { at, span } = expression
      const call = { at, span, arms: [{ at, span }] }
      return { name: `function $${key}`, call, branches: findExpressionBranches(expression) }
    }),
    ...[...actions.values()].flatMap(action => {
      return outlinesOfAction(action, templates.get(action.key)!).map(outline => ({ ...outline, action: action.key }))
    }),
  ]
}

function outlinesOfAction({ key, checks }: ParsedAction, { requests, batch }: ActionTemplates): SharedOutline[] {
  const numbered = (kind: string, i: number, all: readonly unknown[]) =>
    all.length === 1 ? `${kind} of ${key}` : `${kind} ${i + 1} of ${key}`
  const mappingsOf = (parts: readonly { readonly mapping: Mapping }[]) => parts.map(({ mapping }) => mapping)
  return [
    ...checks.map(({ when }, i) => shared(numbered('check', i, checks), [when])),
    ...requests.map((request, i) => shared(numbered('request', i, requests), mappingsOf(listRequestParts(request)))),
    ...(batch ? [shared(`batch of ${key}`, mappingsOf(listBatchParts(batch)))] : []),
  ]
}

function shared(name: string, mappings: readonly Mapping[]): SharedOutline {
  return { name, branches: mappings.flatMap(findBranches) }
}
