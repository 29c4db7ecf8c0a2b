import { findWrittenAt, type Rules, type SubscriptionDefinition } from '../destination/index.ts'
import { type Code, CompileError, codes, type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { type CheckedDefinition, checkDefinition, checkDestination } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import {
  CompilationError,
  compilationOf,
  isObject,
  type Json,
  type JsonObject,
  own,
  type Pointer,
  pointer,
  pointerKeys,
} from '../value/index.ts'
import type { Rule, RuleInput } from './rule.ts'
import { rules } from './rules.ts'
import { withoutSecrets } from './secrets.ts'

export interface LintOptions {
  /** Settings of an account. Without them, missing settings are not reported. */
  readonly settings?: { readonly [key: string]: unknown }
  /** Replace the definition's own subscriptions. */
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** Levels by code, with `off` to disable one. They take precedence over the definition's. */
  readonly rules?: Rules
  /** Recorded events to check the mappings against. */
  readonly events?: readonly SourceEvent[]
}

/**
 * Reports all diagnostics of `compile`, and mistakes that still compile. Takes any JSON and never throws. Errors of
 * `compile` cannot be switched off; everything else can, by `rules`, or for one subscription by its `$ignore`.
 *
 * @example
 * lint(definition).map(({ code, at }) => [code, at]) // [['CM802', '/constants/host']]
 */
export function lint(definition: unknown, options: LintOptions = {}): Diagnostic[] {
  return prepareLint(definition)(options)
}

/** Checks a definition once for several accounts. The result takes the options of each. */
export function prepareLint(definition: unknown): (options: LintOptions) => Diagnostic[] {
  const problems = new DiagnosticBag()
  const checked = checkDefinition(definition, problems)
  if (checked === undefined || !isObject(definition)) return () => problems.list
  return options => lintAccount(definition, checked, options)
}

function lintAccount(definition: JsonObject, shared: CheckedDefinition, options: LintOptions): Diagnostic[] {
  const problems = new DiagnosticBag()
  const { settings, subscriptions, events = [] } = options
  const known = withoutSecrets(definition, settings)
  const checked = checkDestination(shared, known, subscriptions, problems)
  if (checked === undefined) return problems.list
  const { destination } = checked
  const ofCompile = new Set(problems.errors)
  const given = { ...definition, ...(subscriptions && { subscriptions: subscriptions as unknown as Json }) }
  const subject = {
    written: given,
    expanded: destination.definition as unknown as JsonObject,
    ...checked,
    settings: (settings ?? {}) as Json,
    events,
  }
  // In a definition of the wrong shape, rules would only repeat known errors.
  const costly = problems.errors.some(isShape)
    ? []
    : [...rules.values()].filter(rule => !follow(rule, subject, problems))
  const unchecked = costly.map(({ code }): Diagnostic => {
    const message = `\`${code}\` takes too much work to be checked here, so that findings may be missing`
    return { code: 'CM109', name: codes.CM109.name, severity: 'warning', message, at: '' }
  })
  const found = [...problems.list.filter(({ code }) => settings !== undefined || code !== 'CM407'), ...unchecked]
  const levels = new Map<string, string>(
    Object.entries({ ...stricter, ...destination.definition.rules, ...options.rules }),
  )
  const switched = found.flatMap(problem => (ofCompile.has(problem) ? [problem] : switchLevel(problem, levels, given)))
  return unique(withoutEffects(switched), subscriptions === undefined ? definition : undefined)
}

/** Applies a rule; false if it takes more work than the compilation of a definition may. */
function follow(rule: Rule, subject: RuleInput, problems: DiagnosticBag): boolean {
  try {
    compilationOf(() => rule.check(subject, problems))
    return true
  } catch (error) {
    // A trigger or mapping that a rule compiles fails as a definition does. A rule may also use up a small stack.
    if (error instanceof CompilationError || error instanceof CompileError || error instanceof RangeError) return false
    throw error
  }
}

/** Codes that `compile` reports as warnings, because saved mappings must run, and `lint` as errors. */
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
  return (code.startsWith('CM1') && code !== 'CM114') || code === 'CM405'
}

/**
 * Removes consequences of other findings: a name that is absent because it is misspelt, and a string that fits no field, or
 * looks like a secret, because it was meant as a directive.
 */
function withoutEffects(found: readonly Diagnostic[]): Diagnostic[] {
  const errors = new Set(found.flatMap(({ severity, at }) => (severity === 'error' ? [at] : [])))
  const meant = new Set(found.flatMap(meantPlaces))
  const texts = found.flatMap(({ code, at }) => (code === 'CM806' ? [at] : []))
  const isMeant = (at: Pointer) => texts.some(text => text === at || text.startsWith(`${at}/`))
  return found
    .filter(({ code, at }) => !meant.has(at) && !(ofTexts.has(code) && isMeant(at)))
    .map(problem => (meantPlaces(problem).some(at => errors.has(at)) ? { ...problem, severity: 'error' } : problem))
}

/** Consequences of a string that was meant as a directive. */
const ofTexts: ReadonlySet<Code> = new Set<Code>(['CM411', 'CM704'])

/** Places that would have a value if the suggested name were right. */
function meantPlaces({ fix }: Diagnostic): Pointer[] {
  const edits = fix?.edits ?? []
  return edits.flatMap(edit => ('key' in edit ? [pointer(edit.at.slice(0, edit.at.lastIndexOf('/')), edit.key)] : []))
}

/** Reports a problem in a part that several subscriptions of a definition refer to once, at the shared part. */
function unique(found: readonly Diagnostic[], definition: JsonObject | undefined): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>()
  for (const problem of found) {
    // Other parts have their places already, and the subscriptions of an account refer to nothing.
    const isOwn = definition !== undefined && problem.at.startsWith('/subscriptions')
    const at = isOwn ? findWrittenAt(definition, problem.at) : problem.at
    const key = JSON.stringify([problem.code, at, problem.span, problem.message])
    if (!byPlace.has(key)) byPlace.set(key, { ...problem, at })
  }
  return [...byPlace.values()]
}

const ofSettings: ReadonlySet<Code> = new Set<Code>(['CM406', 'CM407', 'CM408', 'CM704'])

/** True if a problem concerns the settings of an account, as opposed to the settings that a definition declares. */
export function isSetting({ code, at }: Pick<Diagnostic, 'code' | 'at'>): boolean {
  return ofSettings.has(code) && at.startsWith('/settings')
}
