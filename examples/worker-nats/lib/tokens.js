import { isConflict, Lease } from './lease.js'
import { toToken } from './subjects.js'

/** Tokens of accounts in a bucket, each with the number of its last write. */
export class TokenRecords {
  #broker

  constructor(broker) {
    this.#broker = broker
  }

  async read(account) {
    const found = await this.#broker.tokenBucket.get(toToken(account))
    return found ? { tokens: found.json(), revision: found.revision } : { tokens: {}, revision: 0 }
  }

  async replace(account, tokens, revision) {
    const [bucket, key, text] = [this.#broker.tokenBucket, toToken(account), JSON.stringify(tokens)]
    try {
      await (revision === 0 ? bucket.create(key, text) : bucket.update(key, text, revision))
      return true
    } catch (error) {
      if (isConflict(error)) return false
      throw error
    }
  }

  async put(account, tokens) {
    await this.#broker.tokenBucket.put(toToken(account), JSON.stringify(tokens))
  }

  async lock(account) {
    const lease = await Lease.take(this.#broker, `tokens.${toToken(account)}`)
    if (!lease) return undefined
    const renewal = setInterval(() => lease.renew().catch(() => undefined), 1000)
    return {
      get isHeld() {
        return lease.isHeld
      },
      release: () => {
        clearInterval(renewal)
        return lease.release()
      },
    }
  }

  async readNote(account) {
    return (await this.#broker.tokenBucket.get(`${toToken(account)}.asked`))?.string()
  }

  async writeNote(account, note) {
    await this.#broker.tokenBucket.put(`${toToken(account)}.asked`, note)
  }
}
