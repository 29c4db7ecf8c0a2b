import { createWriteStream, fstatSync } from 'node:fs'
import process from 'node:process'
import type { OutputStream } from './terminal.ts'

/**
 * Opens stdout. Node's own stream to a file takes a write that the disk cuts short for a whole one, so a full disk would lose
 * lines silently.
 */
export function openStdout(): OutputStream {
  return fstatSync(1).isFile() ? createWriteStream('', { fd: 1 }) : process.stdout
}
