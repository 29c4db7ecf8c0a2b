import { extents } from '../../document/index.ts'
import type { Case, Suite } from '../../suite/index.ts'
import { position } from '../../text/index.ts'
import type { FileSystem } from '../workspace.ts'
import { WorkspaceError } from '../workspaceError.ts'

/** A place in a file of tests: `x.test.json#18`, or `x.test.json#18:40` where tests share a line. */
export interface TestPlace {
  readonly file: string
  readonly line: number
  readonly column: number | undefined
}

/** Where a test is in its file; of a table, where its row is. */
export interface TestBlock {
  readonly test: Case
  readonly start: ReturnType<typeof position>
  /** The lines of the test, or of the whole table. */
  readonly first: number
  readonly last: number
}

/** The place that a person named, unless it is the name of a file. */
export function parseTestPlace(files: FileSystem, text: string): TestPlace | undefined {
  const [, file, line, column] = /^(.+\.json)#(\d{1,9})(?::(\d{1,9}))?$/.exec(text) ?? []
  if (file === undefined || files.stat(text)) return undefined
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) }
}

export function blocksOf(text: string, { cases }: Suite): TestBlock[] {
  const whole = extents(
    text,
    cases.map(({ at }) => at),
  )
  const own = extents(
    text,
    cases.map(({ at, row }) => (row === undefined ? at : `${at}/each/${row}`)),
  )
  return cases.map((test, i) => ({
    test,
    start: position(text, own[i]!.start),
    first: position(text, whole[i]!.start).line,
    last: position(text, whole[i]!.end).line,
  }))
}

/** How a test is named so that `testAt` finds it again. */
export function printTestPlace(file: string, blocks: readonly TestBlock[], test: Case): string {
  const { line, column } = blocks.find(block => block.test === test)!.start
  const isAlone = find(blocks, { line, column: undefined }) === test
  return `${file}#${line}${isAlone ? '' : `:${column}`}`
}

/** The test, or the row of a table, that starts in a place; else the one around it, of a table the first row. */
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
