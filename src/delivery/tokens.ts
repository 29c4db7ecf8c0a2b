import type { TokenResult, Tokens } from '../engine/index.ts'

/** The tokens of one account. */
export interface TokenStore {
  /** Tokens to make requests with. */
  read(): Promise<Tokens>
  /**
   * Replaces tokens that the vendor refuses. Calls `renew` with the current ones and stores the result before it returns,
   * unless they are no longer the `refused` ones. At most one `renew` of an account is in progress.
   */
  replace(refused: Tokens, renew: (current: Tokens) => Promise<TokenResult>): Promise<TokenResult>
}

/**
 * Keeps tokens in memory. `save` stores new ones; until it resolves, nothing is sent with them.
 *
 * @example const tokens = memoryTokens({ refresh: 'r-1' }, tokens => database.save(accountId, tokens))
 */
export function memoryTokens(initial: Tokens = {}, save?: (tokens: Tokens) => Promise<void>): TokenStore {
  let current = initial
  let renewing: Promise<TokenResult> | undefined
  return {
    async read() {
      return current
    },
    replace(refused, renew) {
      if (renewing) return renewing
      if (!isSameTokens(refused, current)) return Promise.resolve({ outcome: 'delivered', tokens: current })
      renewing = renewAndSave()
      return renewing

      async function renewAndSave(): Promise<TokenResult> {
        try {
          const result = await renew(current)
          if (result.outcome === 'delivered') {
            await save?.(result.tokens)
            current = result.tokens
          }
          return result
        } finally {
          renewing = undefined
        }
      }
    },
  }
}

/** True for equal values under equal names, in any order. */
export function isSameTokens(a: Tokens, b: Tokens): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every(name => a[name] === b[name])
}
