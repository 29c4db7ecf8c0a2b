import { mostGiven, readGiven } from '../../destination/index.ts'
import type { AccountCode, ProblemBag } from '../../diagnostics/index.ts'
import { isObject } from '../../value/index.ts'
import type { Limits } from './limits.ts'

/** Options of an account that a caller may give wrongly: without them, consent and the sizes of batches would not count. */
export interface CheckedOptions {
  readonly limits: Limits
  readonly allowIds: readonly string[]
  readonly consent: readonly string[]
}

/** Reads and checks these options, which the caller may change later. */
export function readAccountOptions(
  given: { readonly [name in keyof CheckedOptions]?: unknown },
  problems: ProblemBag<AccountCode>,
): CheckedOptions {
  return {
    limits: readLimits(given.limits ?? {}, problems),
    allowIds: readStrings(given.allowIds ?? [], '/allowIds', problems),
    consent: readStrings(given.consent ?? [], '/consent', problems),
  }
}

function readStrings(given: unknown, at: string, problems: ProblemBag<AccountCode>): readonly string[] {
  const list = readGiven('CM414', problems, at, () => (isShort(given) ? [...given] : [undefined])) ?? []
  if (list.every(item => typeof item === 'string')) return list
  problems.add('CM414', at, `\`${at.slice(1)}\` has to be a list of strings, ${mostGiven} at most`)
  return []
}

const isShort = (given: unknown): given is unknown[] => Array.isArray(given) && given.length <= mostGiven

function readLimits(given: unknown, problems: ProblemBag<AccountCode>): Limits {
  const at = '/limits'
  if (!isObject(given)) {
    problems.add('CM414', at, '`limits` has to be an object')
    return {}
  }
  const read = ({ requestBytes, batchBytes, batchItems }: Limits) => ({ requestBytes, batchBytes, batchItems })
  const limits = readGiven('CM414', problems, at, () => read(given)) ?? {}
  for (const [name, limit] of Object.entries(limits)) {
    if (limit === undefined || (typeof limit === 'number' && limit >= 1)) continue
    problems.add('CM414', `${at}/${name}`, `\`${name}\` has to be a number of at least 1`)
  }
  return limits as Limits
}
