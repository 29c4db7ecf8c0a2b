/** Bytes that brokers take with an offset by default, less some. */
const limit = 4000

/** Progress of the events after an offset, which is kept with the offset in the broker. */
export class Progress {
  /** By name: by offset, `true` if the event is settled, or else the progress of each subscription. */
  #accounts = new Map()

  /** Adds what `write` gave. Anything else is no progress. */
  read(text, base) {
    let settled
    try {
      settled = JSON.parse(text).settled
    } catch {
      return
    }
    for (const [name, [bits, rest]] of Object.entries(settled ?? {})) {
      for (const [index, bit] of [...BigInt(`0x${bits}`).toString(2)].reverse().entries()) {
        if (bit === '1') this.note(name, base + index, true)
      }
      for (const [index, value] of Object.entries(rest)) this.note(name, base + Number(index), value)
    }
  }

  note(name, offset, value) {
    const offsets = this.#accounts.get(name) ?? new Map()
    this.#accounts.set(name, offsets.set(offset, value))
  }

  find(name, offset) {
    return this.#accounts.get(name)?.get(offset)
  }

  /** Forgets the events before an offset. */
  forget(end) {
    for (const [name, offsets] of this.#accounts) {
      for (const offset of offsets.keys()) if (offset < end) offsets.delete(offset)
      if (offsets.size === 0) this.#accounts.delete(name)
    }
  }

  /** Writes the progress as a string. If it is too long, it has `id` alone, and the events are repeated. */
  write(base, id) {
    const settled = {}
    for (const [name, offsets] of this.#accounts) {
      let bits = 0n
      const rest = {}
      for (const [offset, value] of offsets) {
        if (offset < base) continue
        if (value === true) bits |= 1n << BigInt(offset - base)
        else rest[offset - base] = value
      }
      settled[name] = [bits.toString(16), rest]
    }
    const text = JSON.stringify({ id, settled })
    return Buffer.byteLength(text) > limit ? JSON.stringify({ id }) : text
  }
}
