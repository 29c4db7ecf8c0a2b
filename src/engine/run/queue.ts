import type { Request } from '../../request/index.ts'
import type { BatchKind, Fail, Pending } from './batchKind.ts'
import { firstFrom, Order } from './order.ts'
import type { Subject } from './subject.ts'

/** Pending items that are sent together, in as many requests as the limits require. */
interface Batch {
  readonly place: number
  readonly pending: Pending[]
  readonly kind: BatchKind
}

/** The requests of a call that has batches: these in the order of opening, and single requests between them. */
export class RequestQueue {
  readonly #order = new Order()
  readonly #batches: Batch[] = []
  readonly #batchesByKind = new Map<string, Batch[]>()
  /** Single requests: those before the first batch, those after the first, and so on. */
  readonly #singles: Request[][]

  /** Begins after the given requests, and adds to them. */
  constructor(first: Request[]) {
    this.#singles = [first]
  }

  addSingle(requests: readonly Request[], subject: Subject): void {
    const before = Math.floor(this.#order.firstFor(subject))
    for (const request of requests) this.#singles[before]!.push(request)
    this.#order.take(subject, before + 0.5)
  }

  addPending(pending: readonly Pending[], kind: BatchKind, subject: Subject): void {
    const batch = this.#batchOf(kind, subject)
    for (const one of pending) batch.pending.push(one)
    this.#order.take(subject, batch.place)
  }

  /** Finds the first batch of a kind in which a subject overtakes nothing, or opens one. */
  #batchOf(kind: BatchKind, subject: Subject): Batch {
    let batches = this.#batchesByKind.get(kind.name)
    if (batches === undefined) {
      batches = []
      this.#batchesByKind.set(kind.name, batches)
    }
    const found = firstFrom(batches, this.#order.firstFor(subject))
    if (found) return found
    const batch = { place: this.#batches.length + 1, pending: [], kind }
    this.#batches.push(batch)
    this.#singles.push([])
    batches.push(batch)
    return batch
  }

  write(fail: Fail): Request[] {
    const written = this.#batches.flatMap(({ place, kind, pending }) => [
      ...kind.write(pending, fail),
      ...this.#singles[place]!,
    ])
    return [...this.#singles[0]!, ...written]
  }
}
