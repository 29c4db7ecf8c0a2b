import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { isObject, type JsonObject, readJson } from '../value/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import { fileError } from './fileError.ts'
import type { NodeFileSystem } from './fileSystem.ts'

const header = '{"journal":"callmap deliver","v":1}\n'

/** Lines of JSON in a file, each written as soon as it is known, so that a kill of the process loses none. */
export interface Journal {
  /** Lines of earlier runs, in order. */
  readonly lines: readonly JsonObject[]
  /** @throws WorkspaceError if the system refuses */
  append(line: object): void
  close(): void
}

/**
 * Opens a journal, or begins one. A last line that a kill has cut off is removed.
 *
 * @throws WorkspaceError for a file that is no journal
 */
export function openJournal(files: NodeFileSystem, path: string): Journal {
  const whole = files.resolve(path)
  try {
    const known = statSync(whole, { throwIfNoEntry: false })
    if (known && !known.isFile()) throw refuse(path)
    const text = known ? readFileSync(whole, 'utf8') : ''
    const isBegun = text.startsWith(header)
    if (!isBegun && !header.startsWith(text)) throw refuse(path)
    const kept = isBegun ? text.slice(0, text.lastIndexOf('\n') + 1) : ''
    const lines = kept
      .split('\n')
      .slice(1, -1)
      .map(line => readLine(line, path))
    mkdirSync(dirname(whole), { recursive: true })
    const file = openSync(whole, 'a')
    ftruncateSync(file, Buffer.byteLength(kept))
    if (!isBegun) writeSync(file, header)
    const append = (line: object) => {
      try {
        writeSync(file, `${JSON.stringify(line)}\n`)
      } catch (error) {
        throw fileError(path, error, 'written')
      }
    }
    return { lines, append, close: () => closeSync(file) }
  } catch (error) {
    throw error instanceof WorkspaceError ? error : fileError(path, error, 'written')
  }
}

function readLine(text: string, path: string): JsonObject {
  const line = readJson(text)
  if (isObject(line)) return line
  throw refuse(path)
}

function refuse(path: string): WorkspaceError {
  const help = 'a journal is a file of its own: name one that does not exist yet'
  return new WorkspaceError('usage', { message: `\`${path}\` is not a journal of callmap deliver`, help })
}
