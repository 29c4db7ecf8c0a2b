import {
  checkSubscriptions,
  type Definition,
  formatTests,
  type ParsedDefinition,
  parseDefinition,
  parseSubscription,
  readGiven,
  resolveSettings,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { CompileError, compiling, DiagnosticBag } from '../diagnostics/index.ts'
import { type JsonObject, lazy, pointer } from '../value/index.ts'
import { createDestination } from './createDestination.ts'
import type { Destination } from './destination.ts'
import type { ActionOf, DestinationTypes } from './destinationTypes.ts'
import { parseTemplates, type Templates } from './emit/templates.ts'
import { SharedTracedCode } from './explain/tracedCode.ts'
import { Linker } from './linker.ts'
import { isHarmless, makeAccount } from './run/account.ts'
import { readAccountOptions } from './run/accountOptions.ts'
import type { Limits } from './run/limits.ts'
import type { Subscription } from './run/program.ts'
import { type SubscriptionIndex, subscriptionIndex } from './run/subscriptionIndex.ts'
import { SubscriptionCache } from './subscriptionCache.ts'

export interface AccountOptions<Types extends DestinationTypes = DestinationTypes> {
  /** The account's settings, by the keys of the definition. A secret may be a reference, `{ $secret: 'NAME' }`. */
  readonly settings?: Types['settings']
  /**
   * Replace the definition's own subscriptions. Pass mappings that users write through `lint` as well: `compile`
   * reports what is wrong, `lint` also what is probably unintended.
   */
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** Replace the limits that the definition declares. */
  readonly limits?: Limits
  /** Units of work that each run may do. Default: 20,000,000. `docs/limits.md` says what a run and a unit are. */
  readonly budget?: number
  /** IDs such as `guest` that are people here. By default, these and others like `null` count as absent. */
  readonly allowIds?: readonly string[]
  /**
   * Categories of consent that the destination belongs to, such as `Advertising`. An event whose
   * `context.consent.categoryPreferences` has `false` for one of them is skipped.
   */
  readonly consent?: readonly string[]
}

/** A compiled definition, which all its accounts share. */
export interface Program<Types extends DestinationTypes = DestinationTypes> {
  readonly slug: string
  readonly name: string
  /**
   * Makes the destination of an account. Subscriptions that another account has already compiled cost nothing.
   *
   * @throws CompileError with every mistake in the subscriptions and the settings
   */
  account(options?: AccountOptions<Types>): Destination<ActionOf<Types>>
}

/**
 * Checks and compiles a definition once for all its accounts.
 *
 * @typeParam Types of the destination, as `callmap types` writes them
 * @throws CompileError with every mistake in the definition
 * @example
 * const shared = program(customerio)
 * const first = shared.account({ settings: { siteId: 's-1', apiKey: 'k-1' } })
 * const second = shared.account({ settings: { siteId: 's-2', apiKey: 'k-2' } })
 */
export function program<Types extends DestinationTypes = DestinationTypes>(
  definition: Definition | JsonObject,
): Program<Types> {
  const problems = new DiagnosticBag()
  const shared = compiling(problems, () => SharedProgram.parse(definition, problems))
  if (shared === undefined || problems.errorCount > 0) throw new CompileError(problems.errors, problems.unlistedErrors)
  const { slug, name } = shared.parsed.definition
  return {
    slug,
    name,
    account: options => shared.account(options, new DiagnosticBag(problems)) as Destination<ActionOf<Types>>,
  }
}

/**
 * Checks a destination and compiles it for one account.
 *
 * @typeParam Types of the destination, as `callmap types` writes them
 * @throws CompileError with every mistake in the definition, its subscriptions and the settings
 * @example
 * const destination = compile(customerio, { settings: { siteId: 's-1', apiKey: 'k-1' } })
 * const { actions, failures } = destination.map({ type: 'identify', userId: 'u-1', traits: { plan: 'pro' } })
 * const { requests } = destination.requests(actions)
 */
export function compile<Types extends DestinationTypes = DestinationTypes>(
  definition: Definition | JsonObject,
  options?: AccountOptions<Types>,
): Destination<ActionOf<Types>> {
  return lenientProgram(definition).account(options as AccountOptions) as Destination<ActionOf<Types>>
}

/** Makes a program of any definition. Its mistakes are reported along with those of each account. */
export function lenientProgram(definition: Definition | JsonObject): Pick<Program, 'account'> {
  const problems = new DiagnosticBag()
  const shared = compiling(problems, () => SharedProgram.parse(definition, problems))
  return {
    account(options) {
      if (shared === undefined) throw new CompileError(problems.errors, problems.unlistedErrors)
      return shared.account(options, new DiagnosticBag(problems))
    },
  }
}

/** Reads every option once. A caller may change them later. */
function readOptions(options: AccountOptions | undefined, problems: DiagnosticBag): AccountOptions {
  const read = () => {
    const { settings, subscriptions, limits, budget, allowIds, consent } = options ?? {}
    const checked = readAccountOptions({ limits, allowIds, consent }, problems)
    return { settings, subscriptions, budget, ...checked } as AccountOptions
  }
  return readGiven('CM101', problems, '', read) ?? {}
}

/** Subscriptions of the right shape; `undefined` in place of others. */
type Checked = readonly (SubscriptionDefinition | undefined)[]

/** A definition, and the code that its accounts share. */
class SharedProgram {
  readonly parsed: ParsedDefinition
  readonly #templates: Templates
  readonly #linker: Linker
  readonly #cache = new SubscriptionCache()
  /** The definition's own subscriptions, once an account has used them. */
  #defaults: { readonly index: SubscriptionIndex; readonly warnings: DiagnosticBag } | undefined
  readonly #traced = lazy(() => new SharedTracedCode(this.parsed, this.#templates))

  constructor(parsed: ParsedDefinition, templates: Templates) {
    this.parsed = parsed
    this.#templates = templates
    this.#linker = new Linker(parsed, templates)
  }

  static parse(definition: unknown, problems: DiagnosticBag): SharedProgram | undefined {
    const parsed = parseDefinition(definition, problems)
    return parsed && new SharedProgram(parsed, parseTemplates(parsed))
  }

  account(options: AccountOptions | undefined, problems: DiagnosticBag): Destination {
    return compiling(problems, () => this.#account(readOptions(options, problems), problems))
  }

  #account(
    { settings, subscriptions, limits, budget, allowIds, consent }: AccountOptions,
    problems: DiagnosticBag,
  ): Destination {
    const linker = this.#linker
    const resolved = resolveSettings(this.parsed.definition, settings ?? {}, formatTests, problems)
    const own = subscriptions === undefined ? undefined : checkSubscriptions(subscriptions, problems)
    const index = own === undefined ? this.#defaultIndex(problems) : this.#index(own, problems)
    const account =
      problems.errors.every(isHarmless) &&
      makeAccount(linker.destination, resolved, problems, { budget, allowIds, consent })
    if (!account || problems.errorCount > 0) throw new CompileError(problems.errors, problems.unlistedErrors)
    return createDestination({
      parsed: this.parsed,
      tracedCode: lazy(() => {
        const given = own ?? checkSubscriptions(this.parsed.defaults, new DiagnosticBag())
        return this.#traced().complete(given as readonly SubscriptionDefinition[], index!.subscriptions)
      }),
      warnings: problems.list,
      running: {
        program: linker.destination,
        account,
        index: index!,
        action: key => linker.action(key),
        hasBatches: this.#templates.hasBatches,
        limits: limits ?? {},
      },
    })
  }

  #defaultIndex(problems: DiagnosticBag): SubscriptionIndex | undefined {
    if (this.#defaults === undefined) {
      const own = new DiagnosticBag()
      const index = this.#index(checkSubscriptions(this.parsed.defaults, own), own, problems)
      if (index === undefined || own.errorCount > 0) {
        problems.addAll(own)
        return undefined
      }
      this.#defaults = { index, warnings: own }
    }
    problems.addAll(this.#defaults.warnings)
    return this.#defaults.index
  }

  /** Compiles subscriptions that no account has compiled yet, unless there are mistakes, also `earlier` ones. */
  #index(checked: Checked, problems: DiagnosticBag, earlier = problems): SubscriptionIndex | undefined {
    const found = checked.map((subscription, i) => {
      if (subscription === undefined) return undefined
      const known = this.#cache.find(subscription)
      if (known?.isClean) return known
      const before = problems.count
      const parsed = parseSubscription(subscription, pointer('/subscriptions', i), this.parsed, problems)
      return known ?? (parsed && { parsed, isClean: problems.count === before })
    })
    if (problems.errorCount > 0 || earlier.errorCount > 0) return undefined
    const codes = this.#cache.complete(checked, found, missing => this.#linker.link(missing))
    const subscriptions = checked.flatMap((subscription, i): Subscription[] => {
      const code = codes[i]
      if (subscription === undefined || code === undefined) return []
      const { name = subscription.action, enabled = true, action } = subscription
      return [{ name, enabled, action: this.#linker.action(action)!, code }]
    })
    return subscriptionIndex(this.#linker.destination, subscriptions)
  }
}
