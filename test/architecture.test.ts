import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, findReached, imports, src } from './moduleGraph.ts'

/** A folder imports from folders before it, through their `index.ts`, and from no other. Type imports count. */
const layers = [
  ...['value', 'text', 'document', 'diagnostics', 'code'],
  ...['event', 'trigger', 'jsonata', 'mapping'],
  ...['destination', 'request', 'response', 'engine', 'runtime'],
  ...['analysis', 'suite', 'authoring', 'segment', 'workspace', 'render', 'editor', 'delivery'],
  ...['node', 'languageServer', 'cli', 'testing', 'playground', 'api'],
]

/** The languages do not know each other, except that a mapping may hold an expression. */
const strangers: Readonly<Record<string, readonly string[]>> = {
  trigger: ['event'],
  jsonata: ['event', 'trigger'],
  mapping: ['event', 'trigger'],
}

/** The folders that import single files of other folders. */
const namesFiles = ['api', 'runtime']

/** The folders that may import Node modules. */
const onNode = ['node', 'cli']

/** The ways in for programs and people, which may read a clock. */
const waysIn = ['node', 'cli', 'testing', 'playground']

const folderOf = (file: string): string => (file.includes('/') ? file.split('/')[0]! : file.replace('.ts', ''))
const inside = imports.filter(({ to }) => to !== '')
const across = inside.filter(({ from, to }) => folderOf(from) !== folderOf(to))

describe('the import table', () => {
  test('imports are found', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(
      [...new Set(files.map(file => folderOf(relative(src, file))))].filter(folder => !layers.includes(folder)),
    ).toEqual([])
  })

  test('imports point to earlier layers', () => {
    expect(across.filter(({ from, to }) => layers.indexOf(folderOf(to)) >= layers.indexOf(folderOf(from)))).toEqual([])
  })

  // The entries of the package and the run time import files, so that they load only their exports. `value` does not
  // load Ajv.
  test('a folder is entered by its index', () => {
    const pastIndex = across.filter(({ to }) => to.includes('/') && !/^[^/]+\/index\.ts$/.test(to))
    expect(pastIndex.filter(({ from, to }) => !namesFiles.includes(folderOf(from)) && to !== 'value/ajv.ts')).toEqual(
      [],
    )
  })

  test('the languages do not import each other', () => {
    expect(across.filter(({ from, to }) => strangers[folderOf(from)]?.includes(folderOf(to)))).toEqual([])
  })

  test('nothing in `src` imports the entries', () => {
    expect(across.filter(({ to }) => folderOf(to) === 'api')).toEqual([])
  })

  // Built destinations call `coercePayload` where code cannot be generated, so nothing that an event runs through uses Ajv.
  test.each([
    'event/index.ts',
    'trigger/index.ts',
    'jsonata/index.ts',
    'mapping/index.ts',
    'destination/coercePayload.ts',
  ])('nothing that %s imports uses Ajv', file => {
    const reached = new Set([file])
    for (const from of reached) {
      for (const { to } of inside.filter(found => found.from === from && !found.isType)) reached.add(to)
    }
    const packages = imports.filter(({ from, to, isType }) => to === '' && !isType && reached.has(from))
    expect(packages.map(({ specifier }) => specifier).filter(specifier => specifier.startsWith('ajv'))).toEqual([])
  })

  test('the command line starts, and prints help, without the engine', () => {
    const started = new Set([...findReached('cli/run.ts', 'run')].map(folderOf))
    expect(['engine', 'mapping', 'jsonata', 'analysis', 'suite', 'segment'].filter(name => started.has(name))).toEqual(
      [],
    )
    expect([...findReached('cli/run.ts', 'run')].filter(file => file.startsWith('cli/commands/'))).toEqual([])
  })

  test('specifiers contain the file name', () => {
    expect(inside.filter(({ specifier }) => !/\.(tsx?|json)$/.test(specifier))).toEqual([])
  })

  test('there is no cycle', () => {
    expect(findCycle(new Map(files.map(file => [relative(src, file), importsOf(relative(src, file))])))).toEqual([])
  })
})

describe('the content of files', () => {
  test('only `node` and the command line import Node modules', () => {
    expect(
      imports.filter(({ from, specifier }) => specifier.startsWith('node:') && !onNode.includes(folderOf(from))),
    ).toEqual([])
  })

  test('each package is imported by one file', () => {
    const packages = imports.filter(({ to, specifier }) => to === '' && !specifier.startsWith('node:'))
    const users = new Map<string, Set<string>>()
    for (const { from, specifier } of packages) {
      const name = specifier.match(/^(?:@[^/]+\/)?[^/]+/)![0]
      users.set(name, (users.get(name) ?? new Set()).add(from))
    }
    // lodash-es is a standard library, one function to an import, and the page is written with the frameworks of its view and editor.
    for (const name of users.keys())
      if (/^(lodash-es|preact|@lezer\/.*|@codemirror\/.*)$/.test(name)) users.delete(name)
    expect([...users].filter(([, from]) => from.size > 1).map(([name, from]) => [name, ...from])).toEqual([])
  })

  test('no file has more than 250 lines, and most have few', () => {
    const lengths = files.map(file => readFileSync(file, 'utf8').split('\n').length).toSorted((a, b) => a - b)
    expect(lengths.at(-1)).toBeLessThanOrEqual(251)
    expect(lengths[lengths.length >> 1]).toBeLessThan(90)
  })

  // Code that is not about flags, streams and exit codes belongs to a layer that other programs use as well.
  test('the command line is thin', () => {
    const lines = files
      .filter(file => folderOf(relative(src, file)) === 'cli')
      .map(file => readFileSync(file, 'utf8').split('\n').length - 1)
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3600)
  })

  test('the core has no clock, randomness or host time zone', () => {
    const impure =
      /\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bprocess\.|getTimezoneOffset|toLocale\w+\((?!'en-US', \{ timeZone: 'UTC' \}\))|\bperformance\./
    const core = files.filter(file => !waysIn.includes(folderOf(relative(src, file))))
    const found = core.filter(file => impure.test(readFileSync(file, 'utf8'))).map(file => relative(src, file))
    expect(found.toSorted()).toEqual(allowedImpure)
  })

  // A flag is a word of one program; the editor and a host have others.
  test('only the command line knows flags', () => {
    const outside = files.filter(file => !knowFlags.includes(folderOf(relative(src, file))))
    const found = outside.flatMap(file => {
      const code = readFileSync(file, 'utf8').replace(/^\s*(?:\/\/|\/\*|\*).*$/gm, '')
      const strings = code.match(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g) ?? []
      return strings.filter(text => /(?:^.|[\s`(])(?:-[a-zA-Z]|--[a-z][\w-]+)(?![\w-])/.test(text))
    })
    expect(found).toEqual(othersFlags)
  })

  test('a type has a name of its own', () => {
    const declared = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)].map(
        ([, name]) => name!,
      ),
    )
    const twice = new Set(declared.filter((name, i) => declared.indexOf(name) !== i))
    expect([...twice].filter(name => !sharedNames.includes(name))).toEqual([])
  })

  test('only the js template makes code', () => {
    const makers = files.filter(file => /\bnew Function\b|\beval\(/.test(readFileSync(file, 'utf8')))
    expect(makers.map(file => relative(src, file))).toEqual(['code/unit.ts'])
  })
})

/** The command line, what it prints, what it reads flags for, and the page, whose styles have names with dashes. */
const knowFlags = ['node', 'cli', 'render', 'playground']

/** Words that two layers need, which do not see each other's types. */
const sharedNames = ['Clause', 'Given', 'Limits', 'Parameter', 'Part', 'Place', 'Program', 'Project', 'Term']

/** Flags of other programs. */
const othersFlags = ["'convert it: `yq -o json file.yaml`'"]

/** JSONata on its own has `$random`, `$shuffle` and a guardrail with a clock. Delivery is given its clock: `platform` is one to give. */
const allowedImpure: readonly string[] = [
  'delivery/platform.ts',
  'jsonata/functions/random.ts',
  'jsonata/runtime/run.ts',
  // A server on a client's time.
  'languageServer/server.ts',
]

function importsOf(file: string): string[] {
  return inside.filter(({ from }) => from === file).map(({ to }) => to)
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
