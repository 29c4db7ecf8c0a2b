/** Files, and the destinations that come with callmap: all that is read, wherever it is. */
export interface Workspace {
  readonly files: FileSystem
  readonly catalogue: Catalogue
}

export interface FileSystem {
  /**
   * Returns the text of a file, without a byte order mark.
   *
   * @throws WorkspaceError if there is no such file, or it cannot be read
   */
  read(path: string): string
  /** @throws WorkspaceError if a folder on the way cannot be entered */
  stat(path: string): 'file' | 'folder' | undefined
  /**
   * Lists the files that match a pattern, in a folder where one is given. Sorted, so that the order is the same
   * everywhere.
   *
   * @throws WorkspaceError if a folder cannot be read
   */
  glob(pattern: string, folder?: string): readonly string[]
}

/** The bundled destinations. */
export interface Catalogue {
  slugs(): readonly string[]
  /** Returns the definition of a destination. The file system can read its `file`, too. */
  read(slug: string): TextFile | undefined
}

export interface TextFile {
  readonly file: string
  readonly text: string
}

/** The part of a workspace that is used. */
export interface Selection {
  /** A mappings file or definition, a folder of them, or a pattern; default: the folder `mappings`. */
  readonly paths?: string | undefined
  /** The slugs of destinations: of those that `paths` has, or else bundled ones. */
  readonly definitions?: readonly string[] | undefined
  /** The name of a subscription; default: all. */
  readonly subscription?: string | undefined
}
