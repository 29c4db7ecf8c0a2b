import { watch } from 'node:fs'
import { dirname } from 'node:path'
import { renderProblem } from '../render/index.ts'
import { Stop } from '../workspace/index.ts'
import { jsonFolders } from './glob.ts'
import type { Terminal } from './terminal.ts'

/**
 * Runs something, and again whenever a file of JSON changes here or beside one of the paths, until it is interrupted. A
 * mistake in a file is told, and waits to be repaired.
 */
export async function runOnChange(
  run: () => Promise<unknown>,
  paths: readonly string[],
  terminal: Terminal,
): Promise<never> {
  for (;;) {
    // What changes while it runs counts.
    const change = nextChange(jsonFolders(paths.map(path => (isJson(path) ? dirname(path) : path))))
    try {
      await run()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      for (const problem of error.problems) terminal.error(renderProblem(problem, terminal.errorStyle))
    }
    terminal.note(terminal.errorStyle.dim('waiting for a change\n'))
    await change
  }
}

/** An editor writes a file in several steps, in as many milliseconds. */
const settled = 50

/** Folder by folder: Node 20 is late to see what is deep in a folder that it watches as a whole. */
function nextChange(folders: readonly string[]): Promise<void> {
  return new Promise(resolve => {
    const watchers = folders.map(folder =>
      watch(folder, (_event, file) => {
        if (file === null || !isJson(file)) return
        for (const watcher of watchers) watcher.close()
        setTimeout(resolve, settled)
      }),
    )
  })
}

function isJson(file: string): boolean {
  return /\.(json|jsonc|ndjson|jsonl)$/.test(file)
}
