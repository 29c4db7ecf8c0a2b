import { platform } from 'callmap/delivery'
import { log } from './log.js'

/** Seconds between two looks at tokens that another worker refreshes. */
const interval = 0.25

/** Tokens of an account, kept in the broker. One worker at a time refreshes them. */
export function brokerTokens(records, name) {
  let known
  let replacing
  /** Tokens that the vendor gave and the broker does not have yet. It gives them once. */
  let unsaved

  const read = async () => {
    known = await records.read(name)
    return known
  }

  const replace = async (refused, renew) => {
    for (;;) {
      const { tokens } = await read()
      if (!isSame(tokens, refused)) return { outcome: 'delivered', tokens }
      const lock = await records.lock(name)
      if (lock) return refreshOrRead(lock, refused, renew)
      await platform.wait(interval)
    }
  }

  /** Reads the tokens again: another worker may have refreshed them before it let the lock go. */
  const refreshOrRead = async (lock, refused, renew) => {
    try {
      const { tokens, revision } = await read()
      if (!isSame(tokens, refused)) return { outcome: 'delivered', tokens }
      return await refresh(lock, tokens, revision, renew)
    } finally {
      await lock.release()
    }
  }

  const refresh = async (lock, tokens, revision, renew) => {
    const result = unsaved ?? (await ask(tokens, revision, renew))
    if (!result.tokens) return result
    unsaved = result
    const isSaved = await save(lock, result.tokens, revision)
    known = unsaved = undefined
    // Otherwise the account was connected again meanwhile.
    return isSaved ? result : { outcome: 'delivered', tokens: (await read()).tokens }
  }

  /** Asks the vendor, after a note of it: a process that is killed meanwhile may have lost the only new tokens. */
  const ask = async (tokens, revision, renew) => {
    const isAskedAgain = (await records.readNote(name)) === String(revision)
    if (!isAskedAgain) await records.writeNote(name, String(revision))
    const result = await renew(tokens)
    if (result.outcome !== 'unauthorized') return result
    if (!isAskedAgain) await records.writeNote(name, 'refused')
    const code = isAskedAgain ? 'tokens-lost' : 'tokens-refused'
    log('error', code, { account: name, next: 'node connect.js NAME < tokens.json' })
    const cause = 'an earlier refresh had no end, and its answer may have had the only new tokens'
    return isAskedAgain ? { ...result, message: `${result.message}; ${cause}` } : result
  }

  /** Tries until the broker has the tokens, or until another worker may ask the vendor with the old ones. */
  const save = async (lock, tokens, revision) => {
    for (;;) {
      try {
        return await records.replace(name, tokens, revision)
      } catch (error) {
        if (!lock.isHeld) throw error
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
