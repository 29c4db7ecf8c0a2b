import { mkdirSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { getSystemErrorMap } from 'node:util'
import { JsonSyntaxError, parseJsonc } from '../document/index.ts'
import type { Json } from '../value/index.ts'
import { type Exit, exit, Stop } from './workspaceError.ts'

/** A file of JSON, with its text, in which problems show their place. */
export interface JsonFile {
  readonly file: string
  readonly text: string
  readonly value: Json
}

/** Reads a file that a person named. Throws a `Stop`. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw fileError(file, error)
  }
}

/** Reads a file of JSON with comments, or the text that is to be in it. Throws a `Stop`. */
export function readJson(file: string, text = readText(file), otherwise: Exit = exit.definition): JsonFile {
  try {
    return { file, text, value: parseJsonc(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    // A broken file may hold a secret as well as any other.
    const hidden = text.replace(/(?<=:\s*")(\\.|[^"\\\n])+/g, value => '*'.repeat(value.length))
    const { message, help, span } = error
    throw new Stop(otherwise, { code: 'CM108', message, help, place: { file, text: hidden, ...span } })
  }
}

/** Writes a file, with the folders it is to be in. Throws a `Stop`. */
export function writeText(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw fileError(file, error, 'written')
  }
}

/** What is at a path, if anything. Throws a `Stop` where that cannot be seen. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw fileError(path, error)
  }
}

/** Why a file cannot be read or written, in words; what is no error of the file system is given back as it is. */
export function fileError(file: string, error: unknown, done: 'read' | 'written' = 'read'): unknown {
  if (done === 'read' && isAbsent(error)) return new Stop(exit.usage, { message: `there is no file \`${file}\`` })
  if (!isSystemError(error)) return error
  if (error.code === 'EISDIR') return new Stop(exit.usage, { message: `\`${file}\` is a directory, not a file` })
  const [, reason = error.code] = getSystemErrorMap().get(error.errno) ?? []
  return new Stop(exit.usage, { message: `\`${file}\` cannot be ${done}: ${reason}` })
}

/** No path can have a zero byte, which Node does not even try, nor a name that is too long. */
const absent = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absent.includes(String(error.code))
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly errno: number } {
  return error instanceof Error && 'syscall' in error && 'errno' in error
}
