import type { JsonDocument } from '../../document/index.ts'
import type { Case, Suite } from '../../suite/index.ts'
import type { Position } from '../../text/index.ts'
import type { FileSystem } from '../workspace.ts'
import { WorkspaceError } from '../workspaceError.ts'

/** A place in a test file: `x.test.json#18`, or `x.test.json#18:40` if several tests share the line. */
export interface TestPlace {
  readonly file: string
  readonly line: number
  readonly column: number | undefined
}

/** The lines of a test. A row of a table starts at the row. */
export interface TestBlock {
  readonly test: Case
  readonly start: Position
  /** The lines of the test, or of the whole table. */
  readonly first: number
  readonly last: number
}

/** Parses a place. Returns `undefined` if the text names an existing file. */
export function parseTestPlace(files: FileSystem, text: string): TestPlace | undefined {
  const [, file, line, column] = /^(.+\.json)#(\d{1,9})(?::(\d{1,9}))?$/.exec(text) ?? []
  if (file === undefined || files.stat(text)) return undefined
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) }
}

export function findBlocks(document: JsonDocument, { cases }: Suite): TestBlock[] {
  return cases.map(test => {
    const { at, row } = test
    const whole = document.extent(at)
    const own = row === undefined ? whole : document.extent(`${at}/each/${row}`)
    return {
      test,
      start: document.position(own.start),
      first: document.position(whole.start).line,
      last: document.position(whole.end).line,
    }
  })
}

/** Prints the place of a test, such that `testAt` finds it. */
export function printTestPlace(file: string, blocks: readonly TestBlock[], test: Case): string {
  const { line, column } = blocks.find(block => block.test === test)!.start
  const isAlone = find(blocks, { line, column: undefined }) === test
  return `${file}#${line}${isAlone ? '' : `:${column}`}`
}

/**
 * Finds the test or table row that starts at a place, otherwise the test around it (of a table, the first row).
 *
 * @throws WorkspaceError if no test includes the line
 */
export function testAt({ file, ...place }: TestPlace, blocks: readonly TestBlock[]): Case {
  const found = find(blocks, place)
  if (found) return found
  const lines = [...new Set(blocks.map(({ start }) => start.line))].join(', ')
  const help = lines === '' ? undefined : `tests start at ${lines}`
  throw new WorkspaceError('usage', { message: `there is no test at line ${place.line} of \`${file}\``, help })
}

function find(blocks: readonly TestBlock[], { line, column }: Omit<TestPlace, 'file'>): Case | undefined {
  const starting = blocks.find(({ start }) => start.line === line && (column ?? start.column) === start.column)
  return (starting ?? blocks.find(({ first, last }) => first <= line && line <= last))?.test
}
