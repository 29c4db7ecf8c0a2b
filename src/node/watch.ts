import { watch } from 'node:fs'
import { dirname } from 'node:path'
import type { NodeFileSystem } from './fileSystem.ts'

/** An editor writes a file in several steps, in as many milliseconds. */
const settled = 50

/**
 * Waits until a file of JSON changes here or beside one of the paths. Folder by folder: Node 20 is late to see what is
 * deep in a folder that it watches as a whole.
 */
export function nextChange(files: NodeFileSystem, paths: readonly string[]): Promise<void> {
  const folders = files.jsonFolders(paths.map(path => (isJson(path) ? dirname(path) : path)))
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
