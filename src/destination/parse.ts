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

/** A checked destination for one account: ASTs instead of strings, settings and constants with their values. */
export interface ParsedDestination {
  readonly definition: Definition
  readonly settings: JsonObject
  readonly constants: JsonObject
  /** False for a definition without an account. */
  readonly isAccountGiven: boolean
  /** Settings whose secrets are references, and constants computed from them. */
  readonly unknownSecrets: readonly UnknownSecret[]
  /** Mappings of the constants. */
  readonly constantMappings: ReadonlyMap<string, Mapping>
  readonly actions: ReadonlyMap<string, ParsedAction>
  readonly subscriptions: readonly ParsedSubscription[]
  /** Context for parsing mappings of this destination. */
  readonly context: MappingContext
  /** Hides the values of secret settings in a string. */
  readonly hideSecrets: (text: string) => string
}

/**
 * Checks a definition with the settings of an account. The account's subscriptions, if given, replace those of the
 * definition. Every mistake goes to `problems`; a value that is not an object gives `undefined`.
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
