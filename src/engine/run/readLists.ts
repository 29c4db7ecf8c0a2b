import { mostGiven, readGiven } from '../../destination/index.ts'
import type { AccountCode, ProblemBag } from '../../diagnostics/index.ts'

/** Options of an account that are lists of strings. */
export interface Lists {
  readonly allowIds: readonly string[]
  readonly consent: readonly string[]
}

/** Reads these options, which the caller may change later. Another value is a mistake: without it, consent would not count. */
export function readLists(
  given: { readonly [name in keyof Lists]?: unknown },
  problems: ProblemBag<AccountCode>,
): Lists {
  const read = (name: keyof Lists) => readStrings(given[name] ?? [], name, problems)
  return { allowIds: read('allowIds'), consent: read('consent') }
}

function readStrings(given: unknown, name: keyof Lists, problems: ProblemBag<AccountCode>): readonly string[] {
  const at = `/${name}`
  const list = readGiven('CM414', problems, at, () => (isShort(given) ? [...given] : [undefined])) ?? []
  if (list.every(item => typeof item === 'string')) return list
  problems.add('CM414', at, `\`${name}\` has to be a list of strings, ${mostGiven} at most`)
  return []
}

const isShort = (given: unknown): given is unknown[] => Array.isArray(given) && given.length <= mostGiven
