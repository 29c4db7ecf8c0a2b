import { type Definition, type FormatTests, resolveSettings } from '../../destination/index.ts'
import { accountCodes, CompileError, ProblemBag } from '../../diagnostics/index.ts'
import { makeAccount } from './account.ts'
import { readAccountOptions } from './accountOptions.ts'
import type { Action, MapResult } from './action.ts'
import type { Limits } from './limits.ts'
import type { ActionProgram, DestinationProgram, Subscription } from './program.ts'
import type { Runner } from './runner.ts'
import type { Running } from './running.ts'
import { subscriptionIndex } from './subscriptionIndex.ts'
import { version } from './version.ts'

/** A destination as `callmap build` writes it. */
export interface ModuleProgram {
  /** Functions that create the parts of its destinations. */
  readonly parts: readonly ((running: Running) => Partial<Runner>)[]
  readonly program: DestinationProgram
  readonly settings: NonNullable<Definition['settings']>
  /** Tests of the formats that the settings name. */
  readonly formats: FormatTests
  readonly actions: { readonly [key: string]: ActionProgram }
  readonly subscriptions: readonly Subscription[]
}

/** Options of `create` of a built module. */
export interface CreateOptions<Settings = unknown> {
  /** The account's settings, by the keys of the definition. */
  readonly settings: Settings
  /** Replace the limits that the definition declares. */
  readonly limits?: Limits
  /** Units of work that each run may do. Default: 20,000,000. */
  readonly budget?: number
  /** IDs such as `guest` that are people here. By default, these and others like `null` count as absent. */
  readonly allowIds?: readonly string[]
  /**
   * Categories of consent that the destination belongs to, such as `Advertising`. An event whose
   * `context.consent.categoryPreferences` has `false` for one of them is skipped.
   */
  readonly consent?: readonly string[]
}

/**
 * A destination of a built module: `map`, `requests`, `outcomes`, `tokenRequest` and `token` of `compile`, without
 * explanations. A module that was built with `--only` has only some of them.
 */
export interface BuiltDestination<Actions extends Action = Action> extends Runner {
  readonly slug: string
  readonly name: string
  readonly map: (event: unknown) => MapResult<Actions>
}

/**
 * Creates the exports of a built module, which tells the version of callmap that wrote it. It needs neither the definition
 * nor `eval`. `given` are the options of its mappings file.
 *
 * @throws Error if the module was written by another version of callmap
 */
export function createModule(
  written: string,
  { parts, program, settings: definitions, formats, actions, subscriptions }: ModuleProgram,
  given: Pick<CreateOptions, 'allowIds' | 'consent'> = {},
) {
  if (written !== version) {
    throw new Error(`this module was built by callmap ${written} and runs on ${version}: build it again`)
  }
  const definition = { name: program.name, settings: definitions }
  const index = subscriptionIndex(program, subscriptions)
  const action = (key: string) => (Object.hasOwn(actions, key) ? actions[key] : undefined)
  const hasBatches = Object.values(actions).some(({ batch }) => batch)
  return {
    /** Creates the destination of an account. @throws CompileError with every mistake in the settings */
    create(options?: Partial<CreateOptions>): BuiltDestination {
      const { settings, limits, budget, allowIds = given.allowIds, consent = given.consent } = options ?? {}
      const problems = new ProblemBag(accountCodes)
      const resolved = resolveSettings(definition, settings ?? {}, formats, problems)
      const checked = readAccountOptions({ limits, allowIds, consent }, problems)
      const account = makeAccount(program, resolved, problems, { budget, ...checked })
      if (problems.errorCount > 0) throw new CompileError(problems.errors, problems.unlistedErrors)
      const running = { program, account, index, action, hasBatches, limits: checked.limits }
      const { slug, name } = program
      return Object.assign({ slug, name }, ...parts.map(part => part(running)))
    },
  }
}
