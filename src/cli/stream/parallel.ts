import { Worker } from 'node:worker_threads'
import type { Vault } from '../../authoring/index.ts'
import type { SourceValues } from '../../workspace/index.ts'
import type { LoadFlags } from '../command.ts'
import { type InputHost, type Portion, readPortions } from './readInput.ts'
import type { EmitOptions, Emitted } from './writeRows.ts'

/** Start data of a worker. Files are read before, because pipes can be read only once. */
export interface WorkerSetup {
  readonly sources: readonly SourceValues[]
  readonly vault: Vault | undefined
  readonly flags: EmitOptions & LoadFlags
}

/** A part of a file, sent to a worker. */
export interface Task {
  readonly file: string
  readonly portion: Portion
}

/** Number of queued tasks per worker, which keeps workers busy and bounds the memory. */
const tasksPerWorker = 2

/** Maps the calls of files with workers. Yields results in order, each as soon as it and all before it are ready. */
export async function* emitInParallel(
  host: InputHost,
  files: readonly string[],
  jobs: number,
  setup: WorkerSetup,
): AsyncGenerator<readonly Emitted[]> {
  const workers = Array.from({ length: jobs }, () => new EmitWorker(setup))
  const reading = new AbortController()
  const tasks = readTasks(host, files, reading.signal)
  const making: Promise<Made>[] = []
  let next: Promise<Read> | undefined = read(tasks)
  let failed: { readonly error: unknown } | undefined
  let turn = 0
  try {
    while (next !== undefined || making.length > 0) {
      const canTake = making.length < jobs * tasksPerWorker
      const came: Read | Made = await Promise.race([...making.slice(0, 1), ...(next && canTake ? [next] : [])])
      if ('made' in came) {
        making.shift()
        yield came.made
      } else if ('task' in came) {
        making.push(workers[turn++ % jobs]!.emit(came.task))
        next = read(tasks)
      } else {
        next = undefined
        failed = 'error' in came ? came : undefined
      }
    }
  } finally {
    // A consumer that stops early must not wait for the rest of the input.
    reading.abort()
    await Promise.all(workers.map(worker => worker.stop()))
  }
  if (failed) throw failed.error
}

interface Made {
  readonly made: readonly Emitted[]
}

/** Carries a read error as a value, so that everything read before it is still mapped. */
type Read = { readonly task: Task } | { readonly error: unknown } | { readonly isEnd: true }

async function read(tasks: AsyncGenerator<Task>): Promise<Read> {
  try {
    const { value, done } = await tasks.next()
    return done ? { isEnd: true } : { task: value }
  } catch (error) {
    return { error }
  }
}

async function* readTasks(host: InputHost, files: readonly string[], signal: AbortSignal): AsyncGenerator<Task> {
  for (const file of files) {
    for await (const portion of readPortions(host, file, signal)) if (portion.length > 0) yield { file, portion }
  }
}

interface Waiting {
  readonly resolve: (made: Made) => void
  readonly reject: (error: Error) => void
}

/** A worker. Answers arrive in the order of the tasks. */
class EmitWorker {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  #error: Error | undefined

  constructor(setup: WorkerSetup) {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: setup })
    this.#worker.on('message', (made: readonly Emitted[]) => this.#waiting.shift()?.resolve({ made }))
    this.#worker.on('error', error => {
      this.#error = error as Error
      for (const { reject } of this.#waiting) reject(this.#error)
    })
  }

  emit(task: Task): Promise<Made> {
    const made = new Promise<Made>((resolve, reject) => {
      if (this.#error) reject(this.#error)
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(task)
    })
    // The error is thrown in its turn. Until then, Node must not report it as unhandled.
    made.catch(() => {})
    return made
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }
}
