import { chmodSync, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'

/** Codes for folders that take no new file, or files that cannot be replaced, such as single mounts in a container. */
const fixed = ['EACCES', 'EPERM', 'EBUSY']

/**
 * Writes a file as a whole or not at all: a full disk or an interrupt leaves what was there. Links, devices and pipes are
 * written in place, because a new file would replace them.
 */
export function writeWhole(path: string, text: string): void {
  const before = lstatSync(path, { throwIfNoEntry: false })
  if (before?.isFile() === false) {
    writeFileSync(path, text)
    return
  }
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text)
    if (before) chmodSync(draft, before.mode)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    if (!fixed.includes(String((error as NodeJS.ErrnoException).code))) throw error
    writeFileSync(path, text)
  }
}
