import type { DiagnosticBag } from '../diagnostics/index.ts'
import { type Mapping, type MappingContext, parseFunctions } from '../mapping/index.ts'
import { describeKind, isObject, type Json, type JsonObject, pointer } from '../value/index.ts'
import { type ParsedAction, parseAction } from './action.ts'
import { computeConstants } from './constants.ts'
import type { Definition } from './definition.ts'
import { secretsHider } from './hideSecrets.ts'
import { resolveReferences } from './references.ts'
import { resolveSettings } from './settings.ts'
import { checkShape } from './shape.ts'
import { type ParsedSubscription, parseSubscription } from './subscription.ts'
import type { UnknownSecret } from './unknownSecrets.ts'

/** A destination for one account, checked: trees instead of texts, settings and constants with their values. */
export interface ParsedDestination {
  readonly definition: Definition
  readonly settings: JsonObject
  readonly constants: JsonObject
  /** False for a definition on its own. */
  readonly isAccountGiven: boolean
  /** Settings whose secrets are only references, and constants made of them. */
  readonly unknownSecrets: readonly UnknownSecret[]
  /** What the constants were computed by. */
  readonly constantMappings: ReadonlyMap<string, Mapping>
  readonly actions: ReadonlyMap<string, ParsedAction>
  readonly subscriptions: readonly ParsedSubscription[]
  /** What mappings of this destination are parsed with. */
  readonly context: MappingContext
  /** Takes the values of secret settings out of a text that somebody will read. */
  readonly hideSecrets: (text: string) => string
}

/**
 * Checks a definition with the settings of an account, and with its subscriptions instead of the definition's own
 * where some are given. Every mistake goes to `problems`; nothing is returned when the shape is not that of a
 * definition at all.
 */
export function parseDestination(
  given: unknown,
  settings: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): ParsedDestination | undefined {
  if (!isObject(given)) {
    problems.add('CM101', '', `a definition is an object, but it is ${describeKind(given)}`)
    return undefined
  }
  const resolved = resolveReferences(given, problems) as JsonObject
  const whole = subscriptions === undefined ? resolved : { ...resolved, subscriptions: subscriptions as Json }
  const definition = checkShape(whole, problems)
  const resolvedSettings = resolveSettings(definition, settings ?? {}, problems)
  const context: MappingContext = {
    problems,
    at: '',
    functions: parseFunctions(definition.functions ?? {}, problems, '/functions'),
  }
  const hideSecrets = secretsHider(definition, resolvedSettings)
  const constants = computeConstants(definition, resolvedSettings, context, hideSecrets)
  const actions = new Map(Object.keys(definition.actions).map(key => [key, parseAction(key, definition, context)]))
  const parsed = (definition.subscriptions ?? []).map(
    (subscription, i) =>
      subscription && parseSubscription(subscription, pointer('/subscriptions', i), actions, context),
  )
  return {
    definition,
    settings: resolvedSettings.values,
    constants: constants.values,
    isAccountGiven: settings !== undefined,
    unknownSecrets: constants.unknown,
    constantMappings: constants.mappings,
    actions,
    subscriptions: parsed.filter(subscription => subscription !== undefined),
    context,
    hideSecrets,
  }
}
