import type { EditorDiagnostic } from '../../editor/index.ts'
import type { Written } from '../../workspace/index.ts'
import type { fileNames } from '../project.ts'
import type { Place, Problem, ProjectFile } from './protocol.ts'

type Names = ReturnType<typeof fileNames>

/** A finding of the editor with its line in a file of the project. */
export function placeProblem(found: EditorDiagnostic, file: ProjectFile, text: string): Problem {
  const { from, to, severity, code, message, help, fixes } = found
  const before = text.slice(0, from)
  return {
    ...{ file, severity, message, from, to, fixes },
    line: before.split('\n').length,
    column: from - before.lastIndexOf('\n'),
    ...(code !== undefined && { code }),
    ...(help !== undefined && { help }),
  }
}

export function placeWritten({ place, where }: Written, names: Names): Place {
  const file = findFile(place.file, names)
  const inFile = where.replace(/^.*\//, '')
  // A bundled definition has no lines of its own here. An own one may have the name of its mappings file.
  const shown =
    file === undefined ? 'definition' : file === 'definition' ? inFile.replace(/^.*?:/, 'definition:') : inFile
  return { from: place.start, to: place.end, where: shown, ...(file && { file }) }
}

function findFile(file: string, names: Names): ProjectFile | undefined {
  const entries = Object.entries(names) as [ProjectFile, string][]
  return entries.find(([, name]) => name === file)?.[0]
}
