import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { escapePath, type GlobOptions, globSync } from 'tinyglobby'
import type { FileSystem } from '../workspace/index.ts'
import { readBounded } from './boundedText.ts'
import { fileError, isAbsent } from './fileError.ts'
import { writeWhole } from './writeWhole.ts'

/** Folders with files of other packages, ignored by all patterns. */
const foreign = ['**/node_modules/**', '**/dist/**']

/** Files on disk, with paths relative to a folder. */
export class NodeFileSystem implements FileSystem {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  resolve(path: string): string {
    return resolve(this.#folder, path)
  }

  relative(folder: string, path: string): string {
    return relative(this.resolve(folder), this.resolve(path))
  }

  read(path: string): string {
    try {
      return readBounded(this.resolve(path), path)
    } catch (error) {
      throw fileError(path, error)
    }
  }

  stat(path: string): 'file' | 'folder' | undefined {
    try {
      return statSync(this.resolve(path)).isDirectory() ? 'folder' : 'file'
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw fileError(path, error)
    }
  }

  glob(pattern: string, folder?: string): readonly string[] {
    const prefix = folder === undefined ? '' : `${escapePath(folder.replace(/\/+$/, ''))}/`
    return this.#glob(prefix + pattern)
  }

  /** Lists the folders with JSON files, as absolute paths: in this folder and in others. */
  jsonFolders(others: readonly string[]): string[] {
    const files = ['.', ...others].flatMap(folder => this.glob('**/*.json', folder))
    return [...new Set(['.', ...files.map(file => dirname(file))])].map(folder => this.resolve(folder))
  }

  /** True for a file with exactly this text. A file of another size is not read. */
  holds(path: string, text: string): boolean {
    try {
      const found = statSync(this.resolve(path))
      const mayHold = found.isFile() && found.size === Buffer.byteLength(text)
      return mayHold && readFileSync(this.resolve(path), 'utf8') === text
    } catch (error) {
      if (isAbsent(error)) return false
      throw fileError(path, error)
    }
  }

  /**
   * Writes a file, as a whole or not at all, and creates its folders.
   *
   * @throws WorkspaceError if the system refuses
   */
  write(path: string, text: string): void {
    try {
      mkdirSync(dirname(this.resolve(path)), { recursive: true })
      writeWhole(this.resolve(path), text)
    } catch (error) {
      throw fileError(path, error, 'written')
    }
  }

  /** Fails for folders that cannot be read, whose files would be missed. */
  #glob(pattern: string): string[] {
    let denied: unknown
    const readFolder = (path: string, options: object) => {
      try {
        return readdirSync(path, options)
      } catch (error) {
        if (!isAbsent(error)) denied ??= fileError(relative(this.#folder, path), error)
        throw error
      }
    }
    const fs = { readdirSync: readFolder } as GlobOptions['fs'] & object
    const found = globSync(pattern, { cwd: this.#folder, ignore: foreign, expandDirectories: false, dot: false, fs })
    if (denied) throw denied
    return found.sort()
  }
}
