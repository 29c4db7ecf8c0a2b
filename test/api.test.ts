import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEntry } from './declarations.ts'

const root = join(import.meta.dirname, '..')
const library = readFileSync(join(root, 'docs/library.md'), 'utf8')
const { exports: entries } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

interface Entry {
  readonly default?: string
}

/** Exports of each entry: values, and the types of their signatures. A new name is a promise. */
const names: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  index: {
    values: 'CompileError codes compile normalize program renderDiagnostic',
    types: `
      AccountOptions Action ActionDefinition ActionOf AliasEvent Answer CallType Clause Code Definition Destination
      DestinationTypes Diagnostic EventContext Failure FieldDefinition GroupEvent IdentifyEvent Integrations Json JsonObject Limits MapResult
      NormalizeOptions Normalized Outcome Outcomes PageEvent Pointer Program Rate Report Request RequestOptions Requests ScreenEvent SecretPlace
      SecretReference Settings Skipped SourceEvent SubscriptionDefinition TokenRequest TokenResult Tokens TrackEvent Verdict`,
  },
  jsonata: { values: 'JsonataError compileJsonata', types: 'CompiledJsonata JsonataOptions' },
  languages: {
    values: 'callSchemas compileMapping compileTrigger waysToSatisfy',
    types: 'CompiledMapping PathAssignment',
  },
  analysis: {
    values: 'inspect journey lineage lint printTypes projectSchema rules unusedEventPaths',
    types: `
      CoverageTargets Explanation Flow Inspection Journey JourneyLane JourneyMark JourneyOptions JourneyProfile JourneyReason
      JourneyTie LineageOptions LintOptions Rule RuleExample SharedCoverageTargets Shuffled
      Step SubscriptionTrace TraceOptions UnusedEventPath UsedDestination WhyOptions`,
  },
  workspace: { values: 'loadMappings', types: 'LoadOptions LoadedMappings' },
  delivery: {
    values: 'createLimiter deliver memoryTokens platform',
    types: `
      Action ActionOutcome DeliverOptions Deliverable Delivery Destination FailedAction FetchOptions FetchedResponse Left Limiter
      Platform Rate SkippedAction TokenResult TokenStore Tokens Undelivered`,
  },
  editor: {
    values: 'memoryWorkspace openEditor',
    types: `
      Catalogue Completion CompletionItem CompletionKind Editor EditorDiagnostic EditorFix EditorOptions FileRange FileSystem Hover
      MemoryFiles TextChange Workspace`,
  },
  segment: {
    values: 'createDefinition examine importMetadata isAsBefore isComplete readSaved',
    types: `
      Finding Given ImportMistake ImportNote MappingDifference MetadataImport SavedAction TriggerDifference`,
  },
  testing: { values: 'arbitraries describeMappings matchers', types: 'Arbitraries Matchers' },
}

/** The names of `callmap/runtime` are no promise: modules of the same version import them. */
const ofModules = 'runtime'

/** Runs a program in the package's folder, where `callmap` names the package itself. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
  return stdout.trim()
}

/** The files and packages that an entry loads: a hook prints the address of each. */
function loadedBy(entry: string): string[] {
  const hook = `
    import { writeSync } from 'node:fs'
    export async function load(url, context, next) {
      writeSync(1, url + '\\n')
      return next(url, context)
    }`
  const program = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))
    await import(${JSON.stringify(entry)})`
  return run('--input-type=module', '--eval', program).split('\n')
}

describe('the entries of the package', () => {
  test('have one file each', () => {
    const files = readdirSync(join(root, 'src/api')).map(file => file.replace('.ts', ''))
    const named = Object.values(entries).flatMap(
      entry => (entry as Entry).default?.match(/^\.\/dist\/api\/(.+)\.js$/)?.[1] ?? [],
    )
    expect(named.toSorted()).toEqual(files.toSorted())
    expect([...Object.keys(names), ofModules].toSorted()).toEqual(files.toSorted())
  })

  test.each(Object.entries(names))(
    '%s exports these names, and only types that its signatures reach',
    (file, listed) => {
      const { values, types, unreached } = readEntry(join(root, `dist/api/${file}.d.ts`))
      expect({ values: values.join(' '), types, unreached }).toEqual({
        values: listed.values,
        types: listed.types.trim().split(/\s+/),
        unreached: [],
      })
    },
  )

  test.each(Object.entries(names))('docs/library.md lists all values of %s', (file, { values }) => {
    const [row] = library.match(new RegExp(`^\\| \`callmap${file === 'index' ? '' : `/${file}`}\` \\|.*`, 'm')) ?? []
    expect(values.split(' ').filter(name => !row?.includes(`\`${name}\``))).toEqual([])
  })

  test('`callmap` exports at most eight values', () => {
    expect(names.index?.values.split(' ').length).toBeLessThanOrEqual(8)
  })

  // vitest itself cannot be required.
  test('`require` loads all entries except `callmap/testing`', () => {
    const files = Object.keys(names).filter(file => file !== 'testing')
    const paths = files.map(file => (file === 'index' ? 'callmap' : `callmap/${file}`))
    const program = `${JSON.stringify(paths)}.map(path => Object.keys(require(path)).sort().join(' ')).join()`
    expect(run('--print', program)).toBe(files.map(file => names[file]!.values).join())
  })

  test('`callmap/jsonata` loads no heavy package', () => {
    const loaded = loadedBy('callmap/jsonata')
    const packages = loaded.flatMap(url => url.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [])
    expect([...new Set(packages)].toSorted()).toEqual(['@noble/hashes', 'jsonata'])
    expect(loaded.filter(url => /destination|functions\/(e164|userAgent)/.test(url))).toEqual([])
  })
})
