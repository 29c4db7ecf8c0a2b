import type { EditorDiagnostic } from '../../editor/index.ts'
import type { Span } from '../../text/index.ts'
import { chooseDocument, findWritten, type MappingsSource } from '../../workspace/index.ts'
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

/** The place of a part of a source, or of a span of its string, for the page. */
export function placeWritten(source: MappingsSource, names: Names, at: string, span?: Span): Place {
  const file = findFile(chooseDocument(source, at).file, names)
  // A bundled definition has no lines of its own here, and is long: looking for them takes most of the time of a view.
  if (file === undefined) return { from: 0, to: 0, where: 'definition' }
  const { place, where } = findWritten(source, at, span)
  const inFile = where.replace(/^.*\//, '')
  // An own definition may have the name of its mappings file.
  const shown = file === 'definition' ? inFile.replace(/^.*?:/, 'definition:') : inFile
  return { from: place.start, to: place.end, where: shown, file }
}

function findFile(file: string, names: Names): ProjectFile | undefined {
  const entries = Object.entries(names) as [ProjectFile, string][]
  return entries.find(([, name]) => name === file)?.[0]
}
