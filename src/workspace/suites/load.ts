import { CompileError, type Diagnostic } from '../../diagnostics/index.ts'
import { locate } from '../../document/index.ts'
import type { Destination } from '../../engine/index.ts'
import { type AccountJson, type Host, parseSuite, type Suite, type SuiteJson, unusedMocks } from '../../suite/index.ts'
import { position } from '../../text/index.ts'
import type { Json } from '../../value/index.ts'
import { isObject, lazy } from '../../value/index.ts'
import { resolveBeside } from '../filePath.ts'
import { findFiles, isTestFile } from '../findFiles.ts'
import { definitionFiles, type LoadedDestination, loadSource } from '../load.ts'
import { locateDiagnostic } from '../locate.ts'
import { type MappingsSource, readMappingsSource } from '../mappingsFile.ts'
import { type JsonFile, readJson } from '../readJson.ts'
import type { FileSystem, Selection, TextFile, Workspace } from '../workspace.ts'
import { WorkspaceError } from '../workspaceError.ts'
import { findBlocks, type TestBlock } from './place.ts'

/** A test file with everything that its tests need. */
export interface LoadedSuite extends JsonFile {
  readonly suite: Suite
  /** Mappings and definitions under test. */
  readonly sources: readonly MappingsSource[]
  readonly host: Host
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
export function loadSuite(workspace: Workspace, file: string): LoadedSuite {
  const { files } = workspace
  const read = readJson(files, file)
  const suite = checkSuite(read)
  const beside = (path: string) => resolveBeside(file, path)
  const sources = (suite.mappings?.map(beside) ?? [mappingsPath(file)]).map(path => readMappingsSource(workspace, path))
  const definitions = sources.map(({ definition }) => definition.value).filter(isObject)
  const unused = unusedMocks(read.value as unknown as SuiteJson, definitions)
  if (unused.length > 0) throw refusal(read, unused)
  const byAccount = new Map<string, readonly Destination[]>()
  return {
    ...read,
    suite,
    sources,
    blocks: lazy(() => findBlocks(read.text, suite)),
    host: {
      compile(account) {
        const key = JSON.stringify([account.settings, account.functions, account.lookups])
        const known = byAccount.get(key) ?? sources.map(source => loadFor(account, source).destination)
        byAccount.set(key, known)
        return known
      },
      readEvent: path => readEvent(files, beside(path)),
    },
  }
}

/** Prints a place in a test file as stack traces do: `file:line:column`. */
export function placeIn({ file, text }: TextFile, at: string): string {
  const { line, column } = position(text, locate(text, at).start)
  return `${file}:${line}:${column}`
}

function checkSuite(read: JsonFile): Suite {
  const { file, value } = read
  if (isObject(value) && !('tests' in value) && ('subscriptions' in value || 'actions' in value)) {
    const help = `tests are in files such as \`${testsPath(file)}\`; \`callmap test -m ${file}\` runs those beside it`
    throw new WorkspaceError('definition', { message: `\`${file}\` has mappings, and no tests`, help })
  }
  try {
    return parseSuite(read.value)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw refusal(read, error.diagnostics)
  }
}

function refusal(read: JsonFile, diagnostics: readonly Diagnostic[]): WorkspaceError {
  const problems = diagnostics.map(({ code, message, help, at, marks }) => {
    return { code, message, help, place: { ...read, ...locate(read.text, at, { marks }) } }
  })
  return new WorkspaceError('definition', ...problems)
}

/**
 * Compiles mappings with the account of a test.
 *
 * @throws WorkspaceError with all mistakes
 */
export function loadFor(account: AccountJson, source: MappingsSource): LoadedDestination {
  try {
    return loadSource(source, { account })
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
