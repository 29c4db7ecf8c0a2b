import type { FilePlace } from '../../document/index.ts'
import type { LocatedDiagnostic, Written } from '../../workspace/index.ts'
import type { fileNames } from '../project.ts'
import type { Place, Problem, ProjectFile } from './protocol.ts'

type Names = ReturnType<typeof fileNames>

/** A problem with its range in a file of the project. One without a place is shown at the start of the mapping. */
export function placeProblem(diagnostic: LocatedDiagnostic, names: Names): Problem {
  const { severity = 'error', code, message, help, place, fix } = diagnostic
  const { start, end } = place ?? { start: 0, end: 0 }
  const edits = fix?.edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text })) ?? []
  return {
    file: (place && findFile(place.file, names)) ?? 'mapping',
    severity,
    message,
    from: start,
    to: Math.max(end, start),
    ...position(place),
    ...(code !== undefined && { code }),
    ...(help !== undefined && { help }),
    ...(edits.length > 0 && { fix: { isSafe: fix!.applicability === 'safe', edits } }),
  }
}

export function placeWritten({ place, where }: Written, names: Names): Place {
  const file = findFile(place.file, names)
  return { from: place.start, to: place.end, where: where.replace(/^.*\//, ''), ...(file && { file }) }
}

function findFile(file: string, names: Names): ProjectFile | undefined {
  const entries = Object.entries(names) as [ProjectFile, string][]
  return entries.find(([, name]) => name === file)?.[0]
}

function position(place: FilePlace | undefined): { line: number; column: number } {
  if (place === undefined) return { line: 1, column: 1 }
  const before = place.text.slice(0, place.start)
  const line = before.split('\n').length
  return { line, column: place.start - before.lastIndexOf('\n') }
}
