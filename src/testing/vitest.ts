import { describe, expect, test } from 'vitest'
import { bundledCatalogue, NodeFileSystem } from '../node/index.ts'
import { type CaseResult, type Mismatch, runCase } from '../suite/index.ts'
import { findSuites, loadSuite } from '../workspace/index.ts'
import { type Matchers, matchers } from './matchers.ts'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it
  interface Matchers<T = any> extends MappingMatchers<T> {}
}

type MappingMatchers<T> = { [K in keyof Matchers]: (...args: Matchers[K]) => T }

expect.extend(matchers)

/**
 * Declares a Vitest test for each case of the test files that match a pattern.
 *
 * @throws Error if no file matches or a file has no tests
 * @example
 * import { describeMappings } from 'callmap/testing'
 * describeMappings('mappings/*.test.json')
 */
export function describeMappings(pattern: string): void {
  const folder = process.cwd()
  const machine = new NodeFileSystem(folder)
  const workspace = { files: machine, catalogue: bundledCatalogue(folder) }
  const files = findSuites(workspace, [pattern])
  if (files.length === 0) throw new Error(`no test file matches ${pattern}`)
  for (const file of files) {
    const loaded = loadSuite(workspace, file)
    const { suite, host, document } = loaded
    const place = (at: string) => {
      const { line, column } = document.position(document.locate(at).start)
      return `${machine.resolve(file)}:${line}:${column}`
    }
    describe(file, () => {
      for (const given of suite.cases) {
        const declare = given.only ? test.only : test
        declare(given.name, context => {
          if (given.todo) context.skip('todo')
          const result = runCase(given, suite, host)
          if (result.status === 'skipped') context.skip(typeof given.skip === 'string' ? given.skip : undefined)
          if (result.status === 'inspected') context.skip('it expects nothing')
          if (result.status === 'failed') throw createError(result, place(result.mismatches[0]!.at))
        })
      }
    })
  }
}

/** Creates an error for which Vitest shows the difference and the place in the test file. */
function createError({ mismatches }: CaseResult, place: string): Error {
  const sides = (side: 'expected' | 'received') => {
    const all = mismatches.flatMap(({ subscription, part, differences = [] }: Mismatch) =>
      differences.map(difference => [`${subscription} ${part} ${difference.at}`, difference[side]] as const),
    )
    return Object.fromEntries(all)
  }
  const error = new Error(mismatches.map(({ message }) => message).join('\n'))
  error.stack = `${error.name}: ${error.message}\n    at ${place}`
  if (mismatches.every(({ differences }) => differences === undefined)) return error
  return Object.assign(error, { expected: sides('expected'), actual: sides('received'), showDiff: true })
}
