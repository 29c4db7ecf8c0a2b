import type { DiagnosticBag } from '../diagnostics/index.ts'
import { type Mapping, type MappingContext, parseFunctions } from '../mapping/index.ts'
import { describeKind, isObject, type Json, pointer } from '../value/index.ts'
import { type ParsedAction, parseAction } from './action.ts'
import { parseConstants } from './constants.ts'
import type { Definition, SubscriptionDefinition } from './definition.ts'
import { chargePlaces } from './definitionSize.ts'
import { expandDefinition } from './expand.ts'
import { readGiven } from './readGiven.ts'
import { checkShape, checkSubscriptions } from './shape.ts'
import { type ParsedSubscription, parseSubscription } from './subscription.ts'

/** A checked definition: what all its accounts share. ASTs instead of strings. */
export interface ParsedDefinition {
  /** The definition without its subscriptions. */
  readonly definition: Definition
  /** Its own subscriptions, unchecked until an account uses them. */
  readonly defaults: Json | undefined
  readonly constants: ReadonlyMap<string, Mapping>
  readonly actions: ReadonlyMap<string, ParsedAction>
  /** Context for parsing mappings of this definition. */
  readonly context: MappingContext
}

/** A checked definition with the subscriptions of an account. */
export interface ParsedDestination extends ParsedDefinition {
  readonly subscriptions: readonly ParsedSubscription[]
}

/**
 * Writes out the short forms of a definition, and checks its shape only. Every mistake goes to `problems`, those of the
 * parts at the places where they were written; a value that is not an object, or too large, gives `undefined`.
 */
export function resolveDefinition(
  given: unknown,
  problems: DiagnosticBag,
): Pick<ParsedDefinition, 'definition' | 'defaults'> | undefined {
  if (!isObject(given)) {
    problems.add('CM101', '', `a definition is an object, but it is ${describeKind(given)}`)
    return undefined
  }
  const expanded = readGiven('CM101', problems, '', () => expandDefinition(given, problems))
  if (expanded === undefined) return undefined
  const { definition, sources } = expanded
  chargePlaces(definition, 0)
  const { subscriptions: defaults, ...rest } = definition
  problems.locate = (at, isKey) => (at.startsWith('/subscriptions') ? { at } : sources.find(definition, at, isKey))
  problems.isShared = written => sources.hasHole(written)
  return { definition: checkShape(rest, problems), defaults }
}

/** Checks a definition. Every mistake goes to `problems`; a value that is not an object gives `undefined`. */
export function parseDefinition(given: unknown, problems: DiagnosticBag): ParsedDefinition | undefined {
  const resolved = resolveDefinition(given, problems)
  if (resolved === undefined) return undefined
  const { definition, defaults } = resolved
  const functions = parseFunctions(definition.functions ?? {}, problems, '/functions')
  const context: MappingContext = { problems, at: '', functions }
  const constants = parseConstants(definition, context)
  const actions = new Map(Object.keys(definition.actions).map(key => [key, parseAction(key, definition, context)]))
  return { definition, defaults, constants, actions, context }
}

/** Checks a definition with subscriptions, by default its own. */
export function parseDestination(
  given: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): ParsedDestination | undefined {
  const parsed = parseDefinition(given, problems)
  return parsed && withSubscriptions(parsed, subscriptions, problems)
}

/** Checks the subscriptions of an account; by default, those of the definition. */
export function withSubscriptions(
  parsed: ParsedDefinition,
  given: unknown,
  problems: DiagnosticBag,
): ParsedDestination {
  const checked = checkSubscriptions(given === undefined ? parsed.defaults : given, problems)
  chargePlaces(checked, '/subscriptions'.length)
  const subscriptions = checked.flatMap((subscription, i) => {
    if (subscription === undefined) return []
    return parseSubscription(subscription, pointer('/subscriptions', i), parsed, problems) ?? []
  })
  const definition = { ...parsed.definition, subscriptions: checked as readonly SubscriptionDefinition[] }
  return { ...parsed, definition, subscriptions }
}
