import type { TokenResult, Tokens } from '../engine/index.ts'

/** The tokens of one account. */
export interface TokenStore {
  /** Tokens to make requests with. */
  read(): Promise<Tokens>
  /**
   * Replaces tokens that the vendor refuses. Calls `renew` with the current ones, unless they are no longer the `refused`
   * ones, and stores the `tokens` of the result, whatever its outcome, before it returns. At most one `renew` of an account
   * is in progress. A rejected promise is tried again; a store then stores the tokens that it already has, because the
   * vendor gives them once.
   */
  replace(refused: Tokens, renew: (current: Tokens) => Promise<TokenResult>): Promise<TokenResult>
}

/**
 * Keeps tokens in memory. `save` stores new ones; until it resolves, nothing is sent with them. If it rejects, the same
 * tokens are saved later.
 *
 * @example const tokens = memoryTokens({ refresh: 'r-1' }, tokens => database.save(accountId, tokens))
 */
export function memoryTokens(initial: Tokens = {}, save?: (tokens: Tokens) => Promise<void>): TokenStore {
  let current = initial
  let unsaved: TokenResult | undefined
  let renewing: Promise<TokenResult> | undefined
  return {
    async read() {
      return current
    },
    async replace(refused, renew) {
      if (renewing === undefined && !isSameTokens(refused, current)) return { outcome: 'delivered', tokens: current }
      renewing ??= renewAndSave().finally(() => {
        renewing = undefined
      })
      return renewing

      async function renewAndSave(): Promise<TokenResult> {
        const result = unsaved ?? (await renew(current))
        if (!result.tokens) return result
        unsaved = result
        await save?.(result.tokens)
        current = result.tokens
        unsaved = undefined
        return result
      }
    },
  }
}

/** True for equal values under equal names, in any order. */
export function isSameTokens(a: Tokens, b: Tokens): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => a[name] === b[name])
}
