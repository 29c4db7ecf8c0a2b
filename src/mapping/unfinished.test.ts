import { expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping } from './parse.ts'

test.each([
  [{ '@path': '$.a..b' }, [[3, 4]]],
  [{ '@path': '$.a.b.' }, [[5, 6]]],
  [{ '@path': '$.a[b' }, [[3, 4]]],
  [{ '@path': '$.a["x..y"][0]' }, []],
  [{ '@path': '$.' }, []],
  [{ '@path': '$' }, []],
  [{ '@template': 'a {{b' }, [[2, 4]]],
  [{ '@template': '{{a}} {{b}' }, [[6, 8]]],
  [{ '@template': '{{a}} { b } {{{c}}}' }, []],
])('%j', (mapping, spans) => {
  const problems = new DiagnosticBag()
  expect(parseMapping(mapping, { problems, at: '/m' })).toBeDefined()
  expect(problems.list.map(({ code, span }) => [code, span?.start, span?.end])).toEqual(
    spans.map(([start, end]) => ['CM506', start, end]),
  )
})
