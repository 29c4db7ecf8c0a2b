import type { Placeholders } from '../event/index.ts'
import type { Json, JsonObject } from '../value/index.ts'

/** One account of a program: everything that generated functions read besides their input. */
export interface Account {
  readonly settings: JsonObject
  readonly constants: JsonObject
  /** Parts of requests that are the same for every payload of the account. */
  readonly slots: readonly unknown[]
  /** Names of secrets whose values are unknown, by the settings that refer to them. */
  readonly references: ReadonlyMap<string, string>
  /** Values of tokens in one call; absent ones have the mark that previews show. */
  readonly tokens: JsonObject
  /** IDs that count as absent, in lower case. */
  readonly placeholders: Placeholders
  /** Categories of consent. An event that refuses one is skipped. */
  readonly consent: readonly string[]
  /** Units of each run. */
  readonly budget: number
  /** Hides the values of secret settings and of tokens in a string. */
  readonly hideSecrets: (text: string) => string
}

/** A value that is computed once for each account. */
export interface AccountPart {
  /** Place in the definition, for mistakes. */
  readonly at: string
  /** True if it reads the settings or constants of the account. */
  readonly reads: boolean
  readonly fill: (account: Account) => unknown
}

/** A constant of a definition. */
export interface ConstantPart {
  readonly key: string
  readonly at: string
  readonly fill: (account: Pick<Account, 'settings'>) => Json | undefined
}

/** Names of the unknown secrets among some settings. */
export function unknownAmong(settings: readonly string[], { references }: Account): string[] {
  return settings.flatMap(key => references.get(key) ?? [])
}
