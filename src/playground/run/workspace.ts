import { suggest } from '../../text/index.ts'
import type { Catalogue, FileSystem, Workspace } from '../../workspace/index.ts'
import { WorkspaceError } from '../../workspace/index.ts'
import { fileNames, type Project } from '../project.ts'

/** Definitions of the bundled destinations, by slug. */
export type Definitions = Readonly<Record<string, string>>

/** The files of a project, and the destinations of the page, as the command line would find them. */
export function openProject(project: Project, definitions: Definitions): Workspace {
  const names = fileNames(project)
  const files = new Map<string, string>([
    [names.mapping, project.mapping],
    ...(project.definition === undefined ? [] : [[names.definition, project.definition] as const]),
    ...(project.tests === undefined ? [] : [[names.tests, project.tests] as const]),
    [names.events, project.events.map(({ text }) => text).join('\n')],
  ])
  return { files: memoryFiles(files), catalogue: memoryCatalogue(definitions) }
}

function memoryFiles(files: ReadonlyMap<string, string>): FileSystem {
  return {
    read(path) {
      const text = files.get(path)
      if (text !== undefined) return text
      const near = suggest(path, [...files.keys()])
      const help = near === undefined ? `there are ${[...files.keys()].join(', ')}` : `did you mean \`${near}\`?`
      throw new WorkspaceError('usage', { message: `there is no file \`${path}\``, help })
    },
    stat(path) {
      if (files.has(path)) return 'file'
      return [...files.keys()].some(file => file.startsWith(`${path}/`)) ? 'folder' : undefined
    },
    glob: (_, folder = '') => [...files.keys()].filter(file => file.startsWith(folder)).sort(),
    relative: (_, path) => path,
  }
}

function memoryCatalogue(definitions: Definitions): Catalogue {
  return {
    slugs: () => Object.keys(definitions).sort(),
    read(slug) {
      if (!Object.hasOwn(definitions, slug)) return undefined
      return { file: `${slug}/destination.json`, text: definitions[slug]! }
    },
  }
}
