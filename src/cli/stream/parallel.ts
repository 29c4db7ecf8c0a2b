import { fileURLToPath } from 'node:url'
import { pMapIterable } from 'p-map'
import { Piscina } from 'piscina'
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

/** Number of tasks in flight per worker, which keeps workers busy and bounds the memory. */
const tasksPerWorker = 2

/** Maps the calls of files with workers. Yields results in order, each as soon as it and all before it are ready. */
export async function* emitInParallel(
  host: InputHost,
  files: readonly string[],
  jobs: number,
  setup: WorkerSetup,
): AsyncGenerator<Emitted> {
  const filename = fileURLToPath(new URL('./worker.cjs', import.meta.url))
  // A worker starts when there is work for it, and stays.
  const pool = new Piscina<Task, readonly Emitted[]>({
    filename,
    workerData: setup,
    minThreads: 1,
    maxThreads: jobs,
    idleTimeout: Number.POSITIVE_INFINITY,
  })
  const reading = new AbortController()
  const tasks = readTasks(host, files, reading.signal)
  try {
    // An error of a read or a worker is thrown in its turn, after all results before it.
    const results = pMapIterable(tasks, task => pool.run(task), { concurrency: jobs * tasksPerWorker })
    for await (const parts of results) yield* parts
  } finally {
    // A consumer that stops early must not wait for the rest of the input.
    reading.abort()
    await pool.destroy()
  }
}

async function* readTasks(host: InputHost, files: readonly string[], signal: AbortSignal): AsyncGenerator<Task> {
  for (const file of files) {
    for await (const portion of readPortions(host, file, signal)) if (portion.length > 0) yield { file, portion }
  }
}
