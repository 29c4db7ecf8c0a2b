import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Json } from '../index.ts'
import { JsonSyntaxError, parseJsonc } from './jsonc.ts'
import { exit, Stop } from './stop.ts'

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
export function readJson(file: string, text = readText(file)): JsonFile {
  try {
    return { file, text, value: parseJsonc(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    // A broken file may hold a secret as well as any other.
    const hidden = text.replace(/(?<=:\s*")(\\.|[^"\\\n])+/g, value => '*'.repeat(value.length))
    throw new Stop(exit.definition, {
      code: 'CM108',
      message: error.message,
      place: { file, text: hidden, ...error.span },
    })
  }
}

/** Writes a file, with the folders it is to be in. Throws a `Stop`. */
export function writeText(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw fileError(file, error)
  }
}

/** Why a file cannot be read, in words; anything else is given back as it is. */
export function fileError(file: string, error: unknown): unknown {
  switch (error instanceof Error && (error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Stop(exit.usage, { message: `there is no file \`${file}\`` })
    case 'EISDIR':
      return new Stop(exit.usage, { message: `\`${file}\` is a directory, not a file` })
    case 'EACCES':
    case 'EPERM':
      return new Stop(exit.usage, { message: `\`${file}\` cannot be read: permission denied` })
    default:
      return error
  }
}
