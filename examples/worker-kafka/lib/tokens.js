import { createHash, randomUUID } from 'node:crypto'
import { platform } from 'callmap/delivery'
import { describe, log } from '../../worker/lib/log.js'
import { readJson } from './client.js'
import { tokensTopic } from './topics.js'

/** Seconds that a worker may refresh the tokens of an account, and the part of them that it uses: longer than an answer. */
const [grantSeconds, usedPart] = [15, 0.75]

/** Seconds between two looks at the topic's state, between two requests for a grant, and until a worker gives up. */
const [interval, repeat, patience] = [0.05, 2, 5]

/**
 * Tokens of accounts in a compacted topic, which every worker follows. The worker that has the partition of an account's
 * name grants the right to refresh its tokens, to one worker at a time. Keys are kind and account. Kinds:
 *
 * - `tokens`: `{ id, tokens }`, and `after` with the ID of those that they replace. If these are no longer the last ones
 *   where the record is in the topic, no worker takes it.
 * - `note`: a word about a refresh.
 * - `right`: `{ ask }`, `{ grant }` or `{ release }` with an ID of the request.
 */
export class TokenRecords {
  #broker
  /** Number of partitions of the topic. The records of an account are in one, because their order counts. */
  #count
  #following
  /** False while this worker reads old records. */
  #isCurrent = false
  #ending = new AbortController()
  #tokens = new Map()
  #notes = new Map()
  /** Requests for the right to refresh that wait, by account. */
  #asked = new Map()
  /** The last grant of each account, and when it was seen. */
  #granted = new Map()
  /** Records that were written and not read yet, by ID. */
  #read = new Map()
  /** Partitions of this worker. A command has none. */
  partitions

  constructor(broker) {
    this.#broker = broker
  }

  async read(account) {
    await this.#follow()
    const { id = 0, tokens = {} } = this.#tokens.get(account) ?? {}
    return { tokens, revision: id }
  }

  async replace(account, tokens, revision) {
    const id = randomUUID()
    const isRead = new Promise(resolve => this.#read.set(id, resolve)).finally(() => this.#read.delete(id))
    await this.#write('tokens', account, { id, tokens, after: revision })
    const isTaken = await Promise.race([isRead, platform.wait(patience)])
    if (isTaken === undefined) throw new Error('the topic of tokens is not read')
    // Compaction keeps the last record of a key, so it has to be one that the workers took.
    if (!isTaken) await this.#write('tokens', account, { ...this.#tokens.get(account) })
    return isTaken
  }

  async put(account, tokens) {
    await this.#write('tokens', account, { id: randomUUID(), tokens })
  }

  async lock(account) {
    await this.#follow()
    const id = randomUUID()
    // It ends by itself, too.
    const release = () => this.#write('right', account, { release: id }).catch(() => undefined)
    const end = platform.now() + patience
    for (let askedAt = Number.NEGATIVE_INFINITY; platform.now() < end; ) {
      if (platform.now() - askedAt > repeat) {
        askedAt = platform.now()
        await this.#write('right', account, { ask: id })
      }
      const grant = this.#granted.get(account)
      if (grant?.id === id) return new Lock(grant.seenAt, release)
      await platform.wait(interval)
    }
    await release()
    throw new Error('another worker refreshes the tokens')
  }

  async readNote(account) {
    await this.#follow()
    return this.#notes.get(account)
  }

  async writeNote(account, note) {
    await this.#write('note', account, note)
  }

  close() {
    this.#ending.abort()
  }

  async #write(kind, account, value) {
    this.#count ??= await this.#broker.client.countPartitions(tokensTopic)
    const [key, partition] = [JSON.stringify([kind, account]), choosePartition(account, this.#count)]
    await this.#broker.write(tokensTopic, { key, partition, value: JSON.stringify(value) })
  }

  /** Waits until this worker has read the topic up to the end that it had at the start. */
  #follow() {
    this.#following ??= new Promise(resolve => this.#readAll(resolve))
    return this.#following
  }

  async #readAll(resolve) {
    const { signal } = this.#ending
    const onEnd = () => {
      this.#isCurrent = true
      resolve()
    }
    while (!signal.aborted) {
      this.#isCurrent = false
      try {
        for await (const record of this.#broker.read(tokensTopic, { follow: true, signal, onEnd })) this.#note(record)
      } catch (error) {
        log('warn', 'tokens-not-read', describe(error))
        await platform.wait(1, signal)
      }
    }
  }

  #note({ key, value, partition, offset }) {
    const [kind, account] = readJson(key) ?? []
    const content = readJson(value)
    if (!account || !content) {
      log('warn', 'not-a-record-of-tokens', { topic: tokensTopic, partition, offset })
      return
    }
    if (kind === 'note') this.#notes.set(account, content)
    if (kind === 'tokens') this.#noteTokens(account, content)
    if (kind === 'right') this.#noteRight(account, content)
  }

  #noteTokens(account, { id, tokens, after }) {
    const last = this.#tokens.get(account)
    const isTaken = after === undefined || last === undefined || last.id === after
    if (isTaken) this.#tokens.set(account, { id, tokens })
    this.#read.get(id)?.(isTaken)
  }

  #noteRight(account, { ask, grant, release }) {
    const asked = this.#asked.get(account) ?? new Set()
    this.#asked.set(account, asked)
    // Others may have dealt with an old one. One that waits is repeated.
    if (ask !== undefined && this.#isCurrent) asked.add(ask)
    if (grant !== undefined) this.#granted.set(account, { id: grant, seenAt: platform.now() })
    if (release !== undefined) asked.delete(release)
    if (release !== undefined && this.#granted.get(account)?.id === release) this.#granted.delete(account)
    this.#grant(account)
  }

  /** Grants the right to the first that asked, if this worker is to decide. */
  #grant(account) {
    const granted = this.#granted.get(account)
    const isFree = !granted || platform.now() - granted.seenAt > grantSeconds
    const [first] = this.#asked.get(account)
    if (!isFree || first === undefined || !this.partitions?.has(choosePartition(account, this.#broker.partitions)))
      return
    this.#asked.get(account).delete(first)
    this.#granted.set(account, { id: first, seenAt: platform.now() })
    this.#write('right', account, { grant: first }).catch(() => this.#granted.delete(account))
  }
}

/** The right to refresh the tokens of an account. */
class Lock {
  #since
  release

  constructor(since, release) {
    this.#since = since
    this.release = release
  }

  get isHeld() {
    return platform.now() - this.#since < grantSeconds * usedPart
  }
}

function choosePartition(account, partitions) {
  return createHash('sha256').update(account).digest().readUInt32BE(0) % partitions
}
