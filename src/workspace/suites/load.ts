import memoize from 'lodash-es/memoize.js'
import { CompileError, type Diagnostic } from '../../diagnostics/index.ts'
import type { JsonDocument, TextFile } from '../../document/index.ts'
import { type Destination, lenientProgram } from '../../engine/index.ts'
import {
  type AccountJson,
  parseSuite,
  type Suite,
  type SuiteHost,
  type SuiteJson,
  unusedMocks,
} from '../../suite/index.ts'
import type { Json, Pointer } from '../../value/index.ts'
import { isObject, lazy } from '../../value/index.ts'
import { resolveBeside } from '../filePath.ts'
import { findFiles, isTestFile } from '../findFiles.ts'
import { definitionFiles, type LoadedDestination, loadSource } from '../load.ts'
import { locateDiagnostic } from '../locate.ts'
import type { LocatedDiagnostic } from '../locatedDiagnostic.ts'
import { type MappingsSource, readMappingsSource } from '../mappingsFile.ts'
import { parseJson, readJson } from '../readJson.ts'
import { reportRepeatedKeys } from '../repeatedKeys.ts'
import type { FileSystem, Selection, Workspace } from '../workspace.ts'
import { WorkspaceError } from '../workspaceError.ts'
import { findBlocks, type TestBlock } from './place.ts'

/** A test file with everything that its tests need. */
export interface LoadedSuite {
  readonly file: string
  readonly document: JsonDocument
  readonly suite: Suite
  /** Mappings and definitions under test. */
  readonly sources: readonly MappingsSource[]
  readonly host: SuiteHost
  /** Lines of the tests, computed on first use. */
  readonly blocks: () => readonly TestBlock[]
}

/**
 * Finds test files by paths: files, folders and patterns. Without paths, finds those beside the selected mappings; without
 * a selection, all that are beside mappings or name some.
 */
export function findSuites(workspace: Workspace, paths: readonly string[], selection: Selection = {}): string[] {
  const { files } = workspace
  if (paths.length > 0) return [...new Set(paths.flatMap(path => findFiles(files, path, isTestFile)))]
  const isNarrow = selection.paths !== undefined || selection.definitions !== undefined
  if (isNarrow)
    return definitionFiles(workspace, selection)
      .map(testsPath)
      .filter(file => files.stat(file))
  return files
    .glob('**/*.test.json')
    .filter(file => files.stat(mappingsPath(file)) || saysWhatItTests(files.read(file)))
}

/**
 * Reads and checks a test file.
 *
 * @throws WorkspaceError with all mistakes in it
 */
export function loadSuite(workspace: Workspace, file: string, program?: typeof lenientProgram): LoadedSuite {
  return parseSuiteFile(workspace, { file, text: workspace.files.read(file) }, program)
}

/** Finds all mistakes in a test file. */
export function checkSuiteFile(workspace: Workspace, given: TextFile): readonly LocatedDiagnostic[] {
  try {
    parseSuiteFile(workspace, given)
    return []
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
    return error.diagnostics
  }
}

function parseSuiteFile(workspace: Workspace, given: TextFile, makeProgram = lenientProgram): LoadedSuite {
  const { files } = workspace
  const { file } = given
  const document = parseJson(given)
  const repeated = reportRepeatedKeys(document)
  if (repeated.length > 0) throw new WorkspaceError('definition', ...repeated)
  const suite = checkSuite(document)
  const beside = (path: string) => resolveBeside(file, path)
  const sources = (suite.mappings?.map(beside) ?? [mappingsPath(file)]).map(path => readMappingsSource(workspace, path))
  const definitions = sources.map(({ definition }) => definition.value).filter(isObject)
  const unused = unusedMocks(document.value as unknown as SuiteJson, definitions)
  if (unused.length > 0) throw refusal(document, unused)
  const program = memoize(makeProgram)
  const byAccount = new Map<string, readonly Destination[]>()
  return {
    file,
    document,
    suite,
    sources,
    blocks: lazy(() => findBlocks(document, suite)),
    host: {
      compile(account) {
        const key = JSON.stringify([account.settings, account.functions, account.lookups])
        const known = byAccount.get(key) ?? sources.map(source => loadFor(account, source, program).destination)
        byAccount.set(key, known)
        return known
      },
      readEvent(path, { at, test }) {
        try {
          return readEvent(files, beside(path))
        } catch (error) {
          if (!(error instanceof WorkspaceError)) throw error
          throw new WorkspaceError(error.kind, ...error.diagnostics.map(one => needed(one, document, at, test.name)))
        }
      },
    },
  }
}

/** Locates an unreadable event file where the test file names it. */
function needed(diagnostic: LocatedDiagnostic, document: JsonDocument, at: Pointer, test: string): LocatedDiagnostic {
  if (diagnostic.place) return diagnostic
  return { ...diagnostic, place: document.locate(at), note: `the test "${test}" needs it` }
}

function checkSuite(document: JsonDocument): Suite {
  const { file, value } = document
  if (isObject(value) && !('tests' in value) && ('subscriptions' in value || 'actions' in value)) {
    const remedy = { give: 'tests', mappings: file, tests: testsPath(file) } as const
    throw new WorkspaceError('definition', { message: `\`${file}\` has mappings, and no tests`, remedy })
  }
  try {
    return parseSuite(value)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw refusal(document, error.diagnostics)
  }
}

function refusal(document: JsonDocument, diagnostics: readonly Diagnostic[]): WorkspaceError {
  const problems = diagnostics.map(({ code, message, help, at, marks }) => {
    return { code, message, help, place: document.locate(at, { marks }) }
  })
  return new WorkspaceError('definition', ...problems)
}

/**
 * Compiles mappings with the account of a test.
 *
 * @throws WorkspaceError with all mistakes
 */
export function loadFor(
  account: AccountJson,
  source: MappingsSource,
  program: typeof lenientProgram = lenientProgram,
): LoadedDestination {
  try {
    return loadSource(source, { account, program })
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw new WorkspaceError('definition', ...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, source)))
  }
}

/** True for test files that name their mappings. Other programs have files called `*.test.json` too. */
function saysWhatItTests(text: string): boolean {
  return /"mappings"\s*:/.test(text) && /"tests"\s*:/.test(text)
}

function testsPath(file: string): string {
  return file.replace(/\.json$/, '.test.json')
}

/** `x.json` of `x.test.json`. */
function mappingsPath(file: string): string {
  return file.replace(/(\.test)?\.json$/, '.json')
}

/** Reads a file with one event, or one line of a file with many: `events.ndjson#3`. */
function readEvent(files: FileSystem, path: string): Json {
  const [, file = path, line] = /^(.*)#(\d+)$/.exec(path) ?? []
  if (line === undefined) return readJson(files, file).value
  const text = files.read(file).split('\n')[Number(line) - 1]
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw new WorkspaceError('input', { message: `line ${line} of \`${file}\` is not JSON` })
  }
}
