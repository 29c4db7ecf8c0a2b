import { platform } from 'callmap/delivery'
import { isConflict, Lease } from './lease.js'
import { log } from './log.js'
import { toToken } from './subjects.js'

/** Seconds between two looks at tokens that another worker refreshes. */
const interval = 0.25

/** Tokens of an account, kept in the broker. One worker at a time refreshes them. */
export function brokerTokens(broker, name) {
  const key = toToken(name)
  let known
  let replacing
  /** Tokens that the vendor gave and the broker does not have yet. It gives them once. */
  let unsaved

  const read = async () => {
    const found = await broker.tokens.get(key)
    known = found ? { tokens: found.json(), revision: found.revision } : { tokens: {}, revision: 0 }
    return known
  }

  const replace = async (refused, renew) => {
    for (;;) {
      const { tokens } = await read()
      if (!isSame(tokens, refused)) return { outcome: 'delivered', tokens }
      const lease = await Lease.take(broker, `tokens.${key}`)
      if (lease) return refreshOrRead(lease, refused, renew)
      await platform.wait(interval)
    }
  }

  /** Reads the tokens again: another worker may have refreshed them before it let the lease go. */
  const refreshOrRead = async (lease, refused, renew) => {
    const { tokens, revision } = await read()
    if (isSame(tokens, refused)) return refresh(lease, tokens, revision, renew)
    await lease.release()
    return { outcome: 'delivered', tokens }
  }

  const refresh = async (lease, tokens, revision, renew) => {
    const renewal = setInterval(() => lease.renew().catch(() => undefined), 1000)
    try {
      const result = unsaved ?? (await ask(tokens, revision, renew))
      if (!result.tokens) return result
      unsaved = result
      await save(lease, JSON.stringify(result.tokens), revision)
      known = unsaved = undefined
      return result
    } catch (error) {
      if (!isConflict(error)) throw error
      // The account was connected again meanwhile.
      unsaved = undefined
      return { outcome: 'delivered', tokens: (await read()).tokens }
    } finally {
      clearInterval(renewal)
      await lease.release()
    }
  }

  /** Asks the vendor, after a note of it: a process that is killed meanwhile may have lost the only new tokens. */
  const ask = async (tokens, revision, renew) => {
    const noted = await broker.tokens.get(`${key}.asked`)
    const isAskedAgain = noted?.string() === String(revision)
    if (!isAskedAgain) await broker.tokens.put(`${key}.asked`, String(revision))
    const result = await renew(tokens)
    if (result.outcome !== 'unauthorized') return result
    if (!isAskedAgain) await broker.tokens.put(`${key}.asked`, 'refused')
    const code = isAskedAgain ? 'tokens-lost' : 'tokens-refused'
    log('error', code, { account: name, next: 'node connect.js NAME < tokens.json' })
    const cause = 'an earlier refresh had no end, and its answer may have had the only new tokens'
    return isAskedAgain ? { ...result, message: `${result.message}; ${cause}` } : result
  }

  /** Tries until the broker has the tokens, or until another worker may ask the vendor with the old ones. */
  const save = async (lease, text, revision) => {
    for (;;) {
      try {
        return await (revision === 0 ? broker.tokens.create(key, text) : broker.tokens.update(key, text, revision))
      } catch (error) {
        if (isConflict(error) || !lease.isHeld) throw error
        await platform.wait(interval)
      }
    }
  }

  return {
    read: async () => (known ?? (await read())).tokens,
    replace: (refused, renew) => {
      replacing ??= replace(refused, renew).finally(() => {
        replacing = undefined
      })
      return replacing
    },
  }
}

function isSame(a, b) {
  return JSON.stringify(sort(a)) === JSON.stringify(sort(b))
}

function sort(tokens) {
  return Object.entries(tokens).sort()
}
