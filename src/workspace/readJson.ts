import { JsonSyntaxError, parseJsonc } from '../document/index.ts'
import type { Json } from '../value/index.ts'
import type { FileSystem, TextFile } from './workspace.ts'
import { WorkspaceError, type WorkspaceErrorKind } from './workspaceError.ts'

/** A file of JSON, with its text, in which diagnostics show their place. */
export interface JsonFile extends TextFile {
  readonly value: Json
}

/**
 * Reads a file of JSON with comments.
 *
 * @throws WorkspaceError if it cannot be read, or with `kind` if it is not JSON
 */
export function readJson(files: FileSystem, file: string, kind?: WorkspaceErrorKind): JsonFile {
  return parseJsonFile({ file, text: files.read(file) }, kind)
}

/** @throws WorkspaceError with `kind` if the text is not JSON */
export function parseJsonFile({ file, text }: TextFile, kind: WorkspaceErrorKind = 'definition'): JsonFile {
  try {
    return { file, text, value: parseJsonc(text) }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    // A broken file may hold a secret as well as any other.
    const hidden = text.replace(/(?<=:\s*")(\\.|[^"\\\n])+/g, value => '*'.repeat(value.length))
    const { message, help, span } = error
    throw new WorkspaceError(kind, { code: 'CM108', message, help, place: { file, text: hidden, ...span } })
  }
}
