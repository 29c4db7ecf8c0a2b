import { readdirSync } from 'node:fs'
import { exit, fileError, Stop, statOf } from '../workspace/index.ts'
import { jsonIn } from './glob.ts'

/**
 * The files that a person named by a path: a file, those of a folder, or those that match a pattern, which `matching`
 * finds. Throws a `Stop` where there is nothing, or nothing that may be seen; an empty folder has no files.
 */
export function filesNamed(path: string, matching: (pattern: string) => readonly string[]): readonly string[] {
  const found = statOf(path)
  // A file may be called like a pattern.
  if (found && !found.isDirectory()) return [path]
  const files = matching(found ? jsonIn(path) : path)
  if (files.length > 0) return files
  if (found === undefined) throw new Stop(exit.usage, { message: `there is no file \`${path}\`` })
  refuseUnreadable(path)
  return []
}

/** A pattern finds nothing in a folder that cannot be entered. */
function refuseUnreadable(folder: string): void {
  try {
    readdirSync(folder)
  } catch (error) {
    throw fileError(folder, error)
  }
}
