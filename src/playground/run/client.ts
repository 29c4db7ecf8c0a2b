import type { Definitions, FromWorker, Method, Methods, ToWorker } from './messages.ts'
import type { EventVerdict, Problem } from './protocol.ts'

/** Milliseconds of silence after which a busy worker is stopped. */
const patience = 1000
/** Milliseconds that a worker may take to start: it parses the whole library. */
const startPatience = 10_000

/** Raised for calls of a worker that was stopped. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

interface Waiting {
  resolve(value: never): void
  reject(error: Error): void
}

export interface ClientOptions {
  /** Starts a worker. */
  readonly start: () => Worker
  readonly definitions: Definitions
  onProblems(run: number, problems: readonly Problem[]): void
  /** Takes verdicts of events of a run. */
  onVerdicts(run: number, from: number, verdicts: readonly EventVerdict[]): void
  /** The worker has forgotten the project: it was stopped, and another has begun. */
  onRestart(): void
}

/** The page's side of the worker: calls with one answer each, and a new worker when one does not answer in time. */
export class Client {
  readonly #options: ClientOptions
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker
  #isReady = false
  #last = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ClientOptions) {
    this.#options = options
    this.#worker = this.#begin()
  }

  /** @throws Stopped if the worker does not answer in time */
  ask<M extends Method>(method: M, ...args: Parameters<Methods[M]>): Promise<ReturnType<Methods[M]>> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#post({ id, method, args })
      this.#watch()
    })
  }

  #begin(): Worker {
    const worker = this.#options.start()
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data))
    this.#worker = worker
    this.#isReady = false
    this.#post({ open: this.#options.definitions })
    this.#watch()
    return worker
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromWorker): void {
    if ('ready' in message) this.#isReady = true
    else if ('problems' in message) this.#options.onProblems(message.run, message.problems)
    else if ('run' in message) this.#options.onVerdicts(message.run, message.from, message.verdicts)
    else if ('id' in message) {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if ('failed' in message) waiting?.reject(new Error(message.failed))
      else waiting?.resolve(message.value as never)
    }
    this.#watch()
  }

  /** Starts to wait anew, if there is anything to wait for. */
  #watch(): void {
    clearTimeout(this.#timer)
    if (this.#isReady && this.#waiting.size === 0) return
    this.#timer = setTimeout(() => this.#stop(), this.#isReady ? patience : startPatience)
  }

  #stop(): void {
    this.#worker.terminate()
    const stopped = [...this.#waiting.values()]
    this.#waiting.clear()
    this.#begin()
    this.#options.onRestart()
    for (const { reject } of stopped) reject(new Stopped('stopped after one second'))
  }
}
