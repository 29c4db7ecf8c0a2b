import { watch } from 'node:fs'
import { dirname } from 'node:path'
import type { NodeFileSystem } from './fileSystem.ts'

/** Milliseconds to wait after a change, because editors write a file in several steps. */
const settled = 50

/**
 * Waits until a JSON file changes in the working folder or beside one of the paths. Watches each folder on its own,
 * because recursive watching in Node 20 reports changes in subfolders late.
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
