import { lazy, own } from '../value/index.ts'
import { resolveBeside } from './filePath.ts'
import type { Catalogue, FileSystem, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** Files and bundled destinations of a workspace in memory. */
export interface MemoryFiles {
  /** Texts by path, with slashes. Read at each use, so that they may change. */
  readonly files?: Texts
  /** Definitions by slug: values, or the texts of their files. */
  readonly definitions?: { readonly [slug: string]: object | string }
}

/** Makes a workspace of files in memory, for pages and tests. */
export function memoryWorkspace({ files = {}, definitions = {} }: MemoryFiles): Workspace {
  const catalogue = memoryCatalogue(definitions)
  const bundled = () => catalogue.slugs().map(slug => [catalogue.read(slug)!.file, catalogue.read(slug)!.text])
  return {
    files: memoryFileSystem(
      files,
      lazy(() => Object.fromEntries(bundled())),
    ),
    catalogue,
  }
}

type Texts = { readonly [path: string]: string }

/** Reads also `bundled` files, which no pattern finds. */
function memoryFileSystem(files: Texts, bundled: () => Texts): FileSystem {
  const isInside = (path: string, folder: string) => folder === '' || path.startsWith(`${folder}/`)
  return {
    read(path) {
      const file = resolveBeside('', path)
      const text = own(files, file) ?? own(bundled(), file)
      if (text === undefined) throw new WorkspaceError('usage', { message: `\`${path}\` does not exist` })
      return text.replace(/^\ufeff/, '')
    },
    stat(path) {
      const file = resolveBeside('', path)
      if (Object.hasOwn(files, file)) return 'file'
      return Object.keys(files).some(other => isInside(other, file)) ? 'folder' : undefined
    },
    glob(pattern, folder = '') {
      const matches = toRegex(pattern)
      const base = resolveBeside('', folder)
      const found = Object.keys(files).filter(path => isInside(path, base))
      return found.filter(path => matches.test(base === '' ? path : path.slice(base.length + 1))).sort()
    },
    relative: (folder, path) => printRelative(resolveBeside('', folder), resolveBeside('', path)),
  }
}

/** Translates a pattern: `*` is any part of a name, `**` any number of folders, `{a,b}` one of some words. */
function toRegex(pattern: string): RegExp {
  const quote = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  const parts = pattern.split(/(\*\*\/|\*|\{[^}]*\})/).map(part => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '*') return '[^/]*'
    return part.startsWith('{') ? `(?:${part.slice(1, -1).split(',').map(quote).join('|')})` : quote(part)
  })
  return new RegExp(`^${parts.join('')}$`)
}

function printRelative(folder: string, path: string): string {
  const [from, to] = [folder, path].map(text => text.split('/').filter(part => part !== '')) as [string[], string[]]
  let shared = 0
  while (shared < from.length && from[shared] === to[shared]) shared++
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}

function memoryCatalogue(definitions: { readonly [slug: string]: object | string }): Catalogue {
  return {
    slugs: () => Object.keys(definitions).sort(),
    read(slug) {
      const definition = own(definitions, slug)
      if (definition === undefined) return undefined
      const text = typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2)
      return { file: `node_modules/callmap/destinations/${slug}/destination.json`, text }
    },
  }
}
