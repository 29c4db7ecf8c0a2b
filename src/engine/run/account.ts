import { defineKey } from '../../code/index.ts'
import { type Account, type ResolvedSettings, secretsHider } from '../../destination/index.ts'
import type { AccountCode, Diagnostic, ProblemBag } from '../../diagnostics/index.ts'
import { listPlaceholders } from '../../event/index.ts'
import { RequestError } from '../../request/index.ts'
import { type Json, runWithin, toBudget, unitsGranted, unitsLeft } from '../../value/index.ts'
import type { DestinationProgram } from './program.ts'

/** All constants of an account, and the fixed parts of its requests, may together use the budgets of so many runs. */
const runsOfAccount = 5

interface MakeAccountOptions {
  readonly isGiven?: boolean
  readonly budget?: number | undefined
  readonly allowIds?: readonly string[] | undefined
  readonly consent?: readonly string[] | undefined
}

/**
 * Makes an account: computes everything that is the same for each of its events. Without settings, as for a definition
 * alone, only parts that read none are checked. Mistakes go to `problems`.
 */
export function makeAccount(
  { constants, slots }: DestinationProgram,
  resolved: ResolvedSettings,
  problems: ProblemBag<AccountCode>,
  { isGiven = true, budget: given, allowIds = [], consent = [] }: MakeAccountOptions = {},
): Account {
  const { values, references } = resolved
  const hideSecrets = secretsHider(resolved)
  const made: Record<string, Json> = {}
  const filled: unknown[] = []
  const budget = toBudget(given)
  let together = budget * runsOfAccount
  const compute = (fill: (account: Account) => unknown): unknown => {
    const units = Math.min(budget, together)
    return runWithin(units, values, () => {
      try {
        return fill(account)
      } finally {
        together = Math.max(0, together - (units + unitsGranted() - unitsLeft()))
      }
    })
  }
  const account: Account = {
    settings: values,
    constants: made,
    slots: filled,
    references,
    tokens: {},
    placeholders: listPlaceholders(allowIds),
    consent,
    budget,
    hideSecrets,
  }
  for (const { key, at, fill } of constants) {
    if (!problems.errors.every(isHarmless)) break
    try {
      const value = compute(() => fill(account)) as Json | undefined
      if (value !== undefined) defineKey(made, key, value)
    } catch (error) {
      problems.add('CM703', at, `\`${key}\` cannot be computed: ${hideSecrets((error as Error).message)}`)
    }
  }
  for (const { at, reads, fill } of slots) {
    let value: unknown
    if (isComputable(reads, isGiven, problems)) {
      try {
        value = compute(fill)
      } catch (error) {
        if (error instanceof RequestError) {
          problems.add(error.code === 'CM905' ? 'CM702' : error.code, at, error.message, { help: error.help })
        } else problems.add('CM702', at, `this value cannot be computed: ${hideSecrets((error as Error).message)}`)
      }
    }
    filled.push(value)
  }
  return account
}

/** True if the inputs of a slot are valid. After an error they may be absent. */
function isComputable(reads: boolean, isGiven: boolean, problems: ProblemBag<AccountCode>): boolean {
  if (!reads) return problems.errors.every(error => isHarmless(error) || error.code === 'CM407')
  return isGiven && problems.errors.every(isHarmless)
}

/** True for a mistake in one part of a request, which leaves the others as they are. */
export function isHarmless({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code === 'CM701' || code === 'CM702'
}
