import type { TextFile } from '../document/index.ts'
import { type Editor, openEditor } from '../editor/index.ts'
import { bundledCatalogue, NodeFileSystem } from '../node/index.ts'
import { type FileSystem, findSamples, readRules, type Workspace } from '../workspace/index.ts'
import { toSlashes } from './uri.ts'

/** A folder of a project, with the editor of its files. Texts of open files replace those on disk. */
export interface Project {
  readonly folder: string
  readonly editor: Editor
  /** Reads a file; `undefined` if that is not possible. */
  read(file: string): string | undefined
}

/** Opens the project in a folder. `open` gives the text of a file that is open in an editor. */
export function openProject(folder: string, open: (file: string) => string | undefined): Project {
  const files = new OpenFiles(new NodeFileSystem(folder), open)
  const bundled = bundledCatalogue(folder)
  const resolve = (found: TextFile) => ({ ...found, file: toSlashes(files.resolve(found.file)) })
  const workspace: Workspace = {
    files,
    catalogue: {
      slugs: () => bundled.slugs(),
      read: slug => {
        const found = bundled.read(slug)
        return found && resolve(found)
      },
    },
  }
  return {
    folder,
    editor: openEditor(workspace, {
      samples: file => findSamples(workspace, file),
      rules: () => readRules(workspace, `${folder}/callmap.config.json`),
    }),
    read(file) {
      try {
        return files.read(file)
      } catch {
        return undefined
      }
    },
  }
}

/** The files on disk, with the open ones in front of them. */
class OpenFiles implements FileSystem {
  readonly #disk: NodeFileSystem
  readonly #open: (file: string) => string | undefined

  constructor(disk: NodeFileSystem, open: (file: string) => string | undefined) {
    this.#disk = disk
    this.#open = open
  }

  resolve(path: string): string {
    return this.#disk.resolve(path)
  }

  read(path: string): string {
    return this.#open(toSlashes(this.#disk.resolve(path))) ?? this.#disk.read(path)
  }

  stat(path: string): 'file' | 'folder' | undefined {
    return this.#open(toSlashes(this.#disk.resolve(path))) === undefined ? this.#disk.stat(path) : 'file'
  }

  glob(pattern: string, folder?: string): readonly string[] {
    return this.#disk.glob(pattern, folder).map(file => toSlashes(this.#disk.resolve(file)))
  }

  relative(folder: string, path: string): string {
    return toSlashes(this.#disk.relative(folder, path)).replaceAll('\\', '/')
  }
}
