import type { ParsedAction, ParsedDefinition, ParsedDestination, ParsedSubscription } from '../../destination/index.ts'
import { type Branch, findBranches, findExpressionBranches, type Mapping } from '../../mapping/index.ts'
import { listBatchParts, listRequestParts } from '../../request/index.ts'
import { listResponseParts } from '../../response/index.ts'
import { type ClauseInfo, listClauses } from '../../trigger/index.ts'
import { type Path, type Pointer, pointer } from '../../value/index.ts'
import type { ActionTemplates } from '../emit/templates.ts'

/**
 * Everything in one subscription that a trace can report: clauses, mapped fields, branches. Places are JSON Pointers
 * into the definition.
 */
export interface CoverageTargets {
  readonly subscription: string
  readonly action: string
  readonly at: Pointer
  readonly enabled: boolean
  /** Clauses of the trigger, from left to right. */
  readonly trigger: { readonly at: Pointer; readonly clauses: readonly ClauseInfo[] }
  /** Mapped parts of the payload: fields, or the members of objects that are mapped member by member. */
  readonly fields: readonly MappedPart[]
  /** Branches of the mappings, each with its field. */
  readonly branches: readonly (Branch & { readonly field?: string })[]
}

/** A mapped part of a payload. `at` is absent if a mapping of the whole payload sets it. */
export interface MappedPart {
  readonly path: Path
  readonly at?: Pointer
}

/** Coverage targets in a part of a definition that subscriptions share. */
export interface SharedCoverageTargets {
  /** Name for people: `request 2 of trackEvent`, `function $identifiers`. */
  readonly name: string
  /** The action that contains it. */
  readonly action?: string
  /** For a response: its rules and lists of errors, each a branch of one arm, taken by the answers that it decides. */
  readonly answers?: readonly (Branch & { readonly kind: 'rule' | 'errors' })[]
  /** For a function: a branch of one arm, taken when the function is called. */
  readonly call?: Branch
  readonly branches: readonly Branch[]
}

export function coverageTargets({ subscriptions }: ParsedDestination): CoverageTargets[] {
  return subscriptions.map(targetsOfSubscription)
}

function targetsOfSubscription({
  name,
  at,
  action,
  enabled,
  trigger,
  fields,
  whole,
}: ParsedSubscription): CoverageTargets {
  return {
    subscription: name,
    action: action.key,
    at,
    enabled,
    trigger: { at: pointer(at, 'trigger'), clauses: listClauses(trigger) },
    fields: fields.flatMap(({ key, mapping }) => listMappedParts([key], mapping)),
    branches: [
      ...(whole ? findBranches(whole) : []),
      ...fields.flatMap(({ key, mapping }) =>
        mapping ? findBranches(mapping).map(branch => ({ ...branch, field: key })) : [],
      ),
    ],
  }
}

function listMappedParts(path: Path, mapping: Mapping | undefined): MappedPart[] {
  if (mapping?.kind !== 'object' || mapping.members.length === 0) return [{ path, ...(mapping && { at: mapping.at }) }]
  return mapping.members.flatMap(member => listMappedParts([...path, member.key], member.mapping))
}

/** Coverage targets of constants, functions and actions. */
export function sharedCoverageTargets(
  { constants, context, actions }: ParsedDefinition,
  templates: ReadonlyMap<string, ActionTemplates>,
): SharedCoverageTargets[] {
  return [
    ...[...constants].map(([key, mapping]) => createTargets(`constant ${key}`, [mapping])),
    ...[...(context.functions?.expressions ?? [])].map(([key, expression]): SharedCoverageTargets => {
      const { at } = expression
      const span = expression.span()
      const call = { at, span, arms: [{ at, span }] }
      return { name: `function $${key}`, call, branches: findExpressionBranches(expression) }
    }),
    ...[...actions.values()].flatMap(action => {
      return targetsOfAction(action, templates.get(action.key)!).map(targets => ({ ...targets, action: action.key }))
    }),
  ]
}

function targetsOfAction(
  { key, checks }: ParsedAction,
  { requests, batch, responses }: ActionTemplates,
): SharedCoverageTargets[] {
  const numbered = (kind: string, i: number, all: readonly unknown[]) =>
    all.length === 1 ? `${kind} of ${key}` : `${kind} ${i + 1} of ${key}`
  const pickMappings = (parts: readonly { readonly mapping: Mapping }[]) => parts.map(({ mapping }) => mapping)
  return [
    ...checks.map(({ name, when }, i) =>
      createTargets(name === undefined ? numbered('check', i, checks) : `check ${name} of ${key}`, [when]),
    ),
    ...requests.map((request, i) =>
      createTargets(numbered('request', i, requests), pickMappings(listRequestParts(request))),
    ),
    ...(batch ? [createTargets(`batch of ${key}`, pickMappings(listBatchParts(batch)))] : []),
    ...[...responses.values()].map((response): SharedCoverageTargets => {
      const { rules, errors } = response
      const toAnswer = (kind: 'rule' | 'errors', at: Pointer) => ({ kind, at, arms: [{ at }] })
      const answers = [
        ...rules.map(({ at }) => toAnswer('rule', at)),
        ...errors.map(({ at }) => toAnswer('errors', at)),
      ]
      return { ...createTargets(`response of ${key}`, pickMappings(listResponseParts(response))), answers }
    }),
  ]
}

function createTargets(name: string, mappings: readonly Mapping[]): SharedCoverageTargets {
  return { name, branches: mappings.flatMap(findBranches) }
}
