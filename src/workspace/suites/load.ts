import { dirname, relative, resolve } from 'node:path'
import once from 'lodash-es/once.js'
import type { GlobalFlags } from '../../cli/command.ts'
import { CompileError, type Diagnostic } from '../../diagnostics/index.ts'
import { locate } from '../../document/index.ts'
import type { Destination } from '../../engine/index.ts'
import { filesNamed, testsMatching } from '../../node/index.ts'
import { type AccountJson, type Host, parseSuite, type Suite, type SuiteJson, unusedMocks } from '../../suite/index.ts'
import { position } from '../../text/index.ts'
import type { Json } from '../../value/index.ts'
import { isObject } from '../../value/index.ts'
import { definitionFiles, type LoadedDestination, loadUse } from '../load.ts'
import { locateDiagnostic } from '../locate.ts'
import { type MappingsSource, readUse } from '../mappingsFile.ts'
import { type JsonFile, readJson, readText, statOf } from '../readJson.ts'
import { exit, Stop } from '../workspaceError.ts'
import { blocksOf, type TestBlock } from './place.ts'

/** A file of tests, with all that its tests need. */
export interface LoadedSuite extends JsonFile {
  readonly suite: Suite
  /** What is tested. */
  readonly uses: readonly MappingsSource[]
  readonly host: Host
  /** Where its tests are, found out when it is first asked. */
  readonly blocks: () => readonly TestBlock[]
}

/**
 * The files of tests that are named: files, directories and patterns. Without any, those beside the mappings that the
 * flags name, or all that are beside mappings or name some.
 */
export function findSuites(paths: readonly string[], flags: GlobalFlags = {}): string[] {
  if (paths.length > 0) return [...new Set(paths.flatMap(path => filesNamed(path, testsMatching)))]
  const isNarrow = flags.mappings !== undefined || flags.destination !== undefined
  if (isNarrow) return definitionFiles(flags).map(testsOf).filter(statOf)
  return testsMatching('**/*.test.json').filter(file => statOf(siblingOf(file)) || saysWhatItTests(file))
}

/** Reads and checks a file of tests. Throws a `Stop` with every mistake in it. */
export function loadSuite(file: string): LoadedSuite {
  const read = readJson(file)
  const suite = checked(read)
  const beside = (path: string) => relative('', resolve(dirname(file), path))
  const uses = (suite.mappings?.map(beside) ?? [siblingOf(file)]).map(file => readUse(file))
  const definitions = uses.map(({ definition }) => definition.value).filter(isObject)
  const unused = unusedMocks(read.value as unknown as SuiteJson, definitions)
  if (unused.length > 0) throw refusal(read, unused)
  const byAccount = new Map<string, readonly Destination[]>()
  return {
    ...read,
    suite,
    uses,
    blocks: once(() => blocksOf(read.text, suite)),
    host: {
      compile(account) {
        const key = JSON.stringify([account.settings, account.functions, account.lookups])
        const known = byAccount.get(key) ?? uses.map(use => loadFor(account, use).destination)
        byAccount.set(key, known)
        return known
      },
      readEvent: path => readEvent(beside(path)),
    },
  }
}

/** Where in a file of tests something is, as stack traces say it. */
export function placeIn({ file, text }: Pick<JsonFile, 'file' | 'text'>, at: string): string {
  const { line, column } = position(text, locate(text, at).start)
  return `${resolve(file)}:${line}:${column}`
}

function checked(read: JsonFile): Suite {
  const { file, value } = read
  if (isObject(value) && !('tests' in value) && ('subscriptions' in value || 'actions' in value)) {
    const help = `tests are in files such as \`${testsOf(file)}\`; \`callmap test -m ${file}\` runs those beside it`
    throw new Stop(exit.definition, { message: `\`${file}\` has mappings, and no tests`, help })
  }
  try {
    return parseSuite(read.value)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw refusal(read, error.diagnostics)
  }
}

function refusal(read: JsonFile, diagnostics: readonly Diagnostic[]): Stop {
  const problems = diagnostics.map(({ code, message, help, at, marks }) => {
    return { code, message, help, place: { ...read, ...locate(read.text, at, { marks }) } }
  })
  return new Stop(exit.definition, ...problems)
}

/** Compiles what is tested, for the account of a test. Throws a `Stop`. */
export function loadFor(account: AccountJson, use: MappingsSource): LoadedDestination {
  try {
    return loadUse(use, { account })
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw new Stop(exit.definition, ...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, use)))
  }
}

/** Whether it is a file of tests for mappings that it names: other programs have files of this name too. */
function saysWhatItTests(file: string): boolean {
  const text = readText(file)
  return /"mappings"\s*:/.test(text) && /"tests"\s*:/.test(text)
}

function testsOf(file: string): string {
  return file.replace(/\.json$/, '.test.json')
}

/** `x.json` of `x.test.json`. */
function siblingOf(file: string): string {
  return file.replace(/(\.test)?\.json$/, '.json')
}

/** A file of one event, or one line of a file of many: `events.ndjson#3`. */
function readEvent(path: string): Json {
  const [, file = path, line] = /^(.*)#(\d+)$/.exec(path) ?? []
  if (line === undefined) return readJson(file).value
  const text = readText(file).split('\n')[Number(line) - 1]
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw new Stop(exit.input, { message: `line ${line} of \`${file}\` is not JSON` })
  }
}
