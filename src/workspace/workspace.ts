import type { LintOptions } from '../analysis/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { JsonDocument, TextFile } from '../document/index.ts'
import type { Json } from '../value/index.ts'

/** Everything that is read: files and bundled destinations, on disk or in memory. */
export interface Workspace {
  readonly files: FileSystem
  readonly catalogue: Catalogue
  /** Remembers definitions that were read before, for programs that read the same ones again and again. */
  readonly memory?: DefinitionMemory
}

/** Gives for an equal argument what it gave before. */
export interface DefinitionMemory {
  /** @throws WorkspaceError if the text is not JSON */
  parse(file: TextFile): JsonDocument
  lint(definition: Json, options: LintOptions): Diagnostic[]
}

export interface FileSystem {
  /**
   * Returns the text of a file, without a byte order mark.
   *
   * @throws WorkspaceError if the file does not exist or cannot be read
   */
  read(path: string): string
  /** @throws WorkspaceError if a folder on the way cannot be entered */
  stat(path: string): 'file' | 'folder' | undefined
  /**
   * Lists the files that match a pattern, optionally within a folder. Sorted, so that the order does not depend on the
   * system.
   *
   * @throws WorkspaceError if a folder cannot be read
   */
  glob(pattern: string, folder?: string): readonly string[]
  /** A path relative to a folder, as a file in it would write it. */
  relative(folder: string, path: string): string
}

/** The bundled destinations. */
export interface Catalogue {
  slugs(): readonly string[]
  /** Returns the definition of a destination. The file system can read its `file` as well. */
  read(slug: string): TextFile | undefined
}

/** Selects mappings and subscriptions of a workspace. */
export interface Selection {
  /** A mappings file or definition, a folder of them, or a pattern; default: the folder `mappings`. */
  readonly paths?: string | undefined
  /** Slugs of destinations: filters `paths`, or without `paths` selects bundled ones. */
  readonly definitions?: readonly string[] | undefined
  /** Name of a subscription; default: all. */
  readonly subscription?: string | undefined
}
