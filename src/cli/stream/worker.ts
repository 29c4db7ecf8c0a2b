import { workerData } from 'node:worker_threads'
import { compileSource } from '../../workspace/index.ts'
import type { Task, WorkerSetup } from './parallel.ts'
import { normalizeCalls, normalizeOptions } from './readCalls.ts'
import { type Emitted, emitter } from './writeRows.ts'

// Entry of the workers of `emitInParallel`: receives parts of files, returns mapped calls.
const { sources, vault, flags } = workerData as WorkerSetup
const emit = emitter(
  flags,
  sources.map(source => compileSource(source, { wanted: flags.subscription, vault })),
)
const options = normalizeOptions(flags)

export default ({ file, portion }: Task): readonly Emitted[] => {
  const calls = portion.flatMap(text => [...normalizeCalls(file, text, options)])
  return [...emit(calls)]
}
