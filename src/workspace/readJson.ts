import { hideValues, JsonDocument, JsonSyntaxError, type TextFile } from '../document/index.ts'
import type { FileSystem } from './workspace.ts'
import { WorkspaceError, type WorkspaceErrorKind } from './workspaceError.ts'

/**
 * Reads a JSON file, which may have comments.
 *
 * @throws WorkspaceError if it cannot be read; with `kind` if it is not JSON
 */
export function readJson(files: FileSystem, file: string, kind?: WorkspaceErrorKind): JsonDocument {
  return parseJson({ file, text: files.read(file) }, kind)
}

/** @throws WorkspaceError with `kind` if the text is not JSON */
export function parseJson({ file, text }: TextFile, kind: WorkspaceErrorKind = 'definition'): JsonDocument {
  try {
    return JsonDocument.parse({ file, text })
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    // Secrets cannot be found in a broken file.
    const { message, help, span } = error
    throw new WorkspaceError(kind, { code: 'CM108', message, help, place: { file, text: hideValues(text), ...span } })
  }
}
