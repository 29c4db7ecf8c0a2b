import { parseDestination, type Rules, type SubscriptionDefinition, writtenAt } from '../destination/index.ts'
import { type Code, type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { explainer, parseTemplates, TracedProgram } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import { rules } from './rules.ts'
import { withoutSecrets } from './secrets.ts'

export interface LintOptions {
  /** The settings of an account. Without them, it is no mistake that none are given. */
  readonly settings?: { readonly [key: string]: unknown }
  /** Instead of the definition's own. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** Codes that are off, or have another level; before what the definition says. */
  readonly rules?: Rules
  /** Events that were really sent, to hold the mappings against. */
  readonly events?: readonly SourceEvent[]
}

/**
 * Everything that `compile` would say of a definition, and what compiles but is probably not meant. Takes any JSON
 * and never throws. Errors of `compile` cannot be switched off; anything else can, by `rules`, or for one subscription
 * by its `$ignore`.
 *
 * @example
 * lint(definition).map(({ code, at }) => [code, at]) // [['CM802', '/constants/host']]
 */
export function lint(definition: unknown, options: LintOptions = {}): Diagnostic[] {
  const problems = new DiagnosticBag()
  const { settings, subscriptions, events = [] } = options
  const known = withoutSecrets(definition, settings)
  const destination = parseDestination(definition, known, subscriptions, problems)
  if (destination === undefined || !isObject(definition)) return problems.list
  const templates = parseTemplates(destination, {})
  const ofCompile = new Set(problems.errors)
  const given = { ...definition, ...(subscriptions && { subscriptions: subscriptions as unknown as Json }) }
  const compiles = problems.errors.every(({ code }) => code === 'CM407')
  const subject = {
    written: given,
    destination,
    settings: (settings ?? {}) as Json,
    events,
    ...(compiles && { explain: explainer(destination, new TracedProgram(destination, templates)) }),
  }
  // Of what is out of shape, rules could only tell what is known already.
  if (!problems.errors.some(isShape)) for (const rule of rules.values()) rule.check(subject, problems)
  const found = problems.list.filter(({ code }) => settings !== undefined || code !== 'CM407')
  const levels = new Map<string, string>(
    Object.entries({ ...stricter, ...destination.definition.rules, ...options.rules }),
  )
  const switched = found.flatMap(problem => (ofCompile.has(problem) ? [problem] : switchLevel(problem, levels, given)))
  return unique(withoutEffects(switched), given)
}

/** What compiles, as it is each event that fails, and is an error of whoever writes it all the same. */
const stricter: Rules = { CM402: 'error' }

function switchLevel(problem: Diagnostic, levels: ReadonlyMap<string, string>, written: JsonObject): Diagnostic[] {
  const level = levels.get(problem.code)
  if (level === 'off' || ignoredAt(problem.at, written).includes(problem.code)) return []
  return [level === 'warning' || level === 'error' ? { ...problem, severity: level } : problem]
}

function ignoredAt(at: Pointer, { subscriptions }: JsonObject): readonly unknown[] {
  const [part, key] = pointerKeys(at)
  if (part !== 'subscriptions' || key === undefined || !Array.isArray(subscriptions)) return []
  const subscription = own(subscriptions as unknown as JsonObject, key)
  const ignored = isObject(subscription) ? subscription.$ignore : undefined
  return Array.isArray(ignored) ? ignored : []
}

function isShape({ code }: Diagnostic): boolean {
  return code.startsWith('CM1') || code === 'CM405'
}

/**
 * Leaves out what follows from another finding: a name that is missing because it is misspelt, which is as bad, and a text
 * that fits no field because it was meant as a directive.
 */
function withoutEffects(found: readonly Diagnostic[]): Diagnostic[] {
  const errors = new Set(found.flatMap(({ severity, at }) => (severity === 'error' ? [at] : [])))
  const meant = new Set(found.flatMap(meantPlaces))
  const texts = new Set(found.flatMap(({ code, at }) => (code === 'CM806' ? [at] : [])))
  return found
    .filter(({ code, at }) => !meant.has(at) && !(code === 'CM411' && texts.has(at)))
    .map(problem => (meantPlaces(problem).some(at => errors.has(at)) ? { ...problem, severity: 'error' } : problem))
}

/** The places that would not be empty if the names that a problem is about were right. */
function meantPlaces({ fix }: Diagnostic): Pointer[] {
  const edits = fix?.edits ?? []
  return edits.flatMap(edit => ('key' in edit ? [pointer(edit.at.slice(0, edit.at.lastIndexOf('/')), edit.key)] : []))
}

/** A part that several actions refer to is wrong once, where it is written. */
function unique(found: readonly Diagnostic[], written: JsonObject): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>()
  for (const problem of found) {
    const at = isSetting(problem) ? problem.at : writtenAt(written, problem.at)
    const key = JSON.stringify([problem.code, at, problem.span, problem.message])
    if (!byPlace.has(key)) byPlace.set(key, { ...problem, at })
  }
  return [...byPlace.values()]
}

const ofSettings: ReadonlySet<Code> = new Set<Code>(['CM406', 'CM407', 'CM408', 'CM704'])

/** Whether a problem is about the settings of an account, and not about those that a definition declares. */
export function isSetting({ code, at }: Pick<Diagnostic, 'code' | 'at'>): boolean {
  return ofSettings.has(code) && at.startsWith('/settings')
}
