import { describe, expect, test } from 'vitest'
import { compile, type Definition, type JsonObject } from '../../src/api/index.ts'
import { applyMocks, compare, parseSuite, runCase } from '../../src/suite/index.ts'
import { readJsonBlock, readPage, readTable } from './page.ts'

const page = readPage('docs/tests.md')
const definition = readJsonBlock(readPage('docs/definition.md'), 'definition') as JsonObject

describe('the test file of docs/tests.md', () => {
  const suite = parseSuite(readJsonBlock(page, 'suite'))
  const host = {
    compile: (account: JsonObject) => [
      compile(applyMocks(definition, account) as unknown as Definition, { settings: account.settings as JsonObject }),
    ],
    readEvent: (path: string) => expect.fail(`the page reads ${path}`),
  }
  test.each(suite.cases.filter(({ todo }) => !todo))('$name', given => {
    const { status, mismatches } = runCase(given, suite, host as never)
    expect([status, mismatches]).toEqual(['passed', []])
  })
})

describe('the matchers of docs/tests.md', () => {
  const rows = readTable(page, 'matcher').map(([matcher, ...values]) => [matcher!, ...values.slice(0, 2)] as const)
  const readValue = (cell = '') => (cell === '*absent*' ? undefined : JSON.parse(cell))

  test.each(rows)('%s accepts %s and refuses %s', (matcher, accepted, refused) => {
    const isMet = (cell: string | undefined) =>
      compare(readValue(matcher), readValue(cell), { isPart: false }).length === 0
    expect([isMet(accepted), isMet(refused)]).toEqual([true, false])
  })
})
