/**
 * A value that one worker at a time may change. Whoever takes it rewrites it, so that the next write of the last owner
 * fails.
 */
export class Record {
  #bucket
  #key
  #revision
  value

  constructor(bucket, key, value, revision) {
    this.#bucket = bucket
    this.#key = key
    this.value = value
    this.#revision = revision
  }

  static async take(bucket, key, initial) {
    const found = await bucket.get(key)
    if (!found) return new Record(bucket, key, initial, await bucket.create(key, JSON.stringify(initial)))
    const value = found.json()
    return new Record(bucket, key, value, await bucket.update(key, found.string(), found.revision))
  }

  /** Replaces the value. Rejects if another worker has taken it. */
  async write(value) {
    this.#revision = await this.#bucket.update(this.#key, JSON.stringify(value), this.#revision)
    this.value = value
  }
}
