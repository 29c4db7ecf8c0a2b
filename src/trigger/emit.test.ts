import { expect, it } from 'vitest'
import { Block, js, Unit } from '../code/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { emitTrigger, listClauses, parseTrigger } from './index.ts'

function traced(text: string, event: object) {
  const trigger = parseTrigger(text, new DiagnosticBag(), '')!
  const calls: [clause: string, result: boolean, actual: unknown][] = []
  const clauses = listClauses(trigger)
  const trace = (clause: number, result: boolean, actual: unknown) => {
    calls.push([clauses[clause]!.text, result, actual])
    return result
  }
  const unit = new Unit({ tracing: true })
  const block = new Block(unit)
  const name = unit.variable()
  block.add(js`return ${emitTrigger(trigger, block, name, js`${unit.trace}.clause`)};`)
  const program = unit.evaluate(js`return ${name} => {\n${block.code}\n};`) as (
    run: object,
  ) => (event: object) => boolean
  return { result: program({ trace: { clause: trace } })(event), calls }
}

it.each<[string, object, boolean, [string, boolean, unknown][]]>([
  [
    'type = "track" and properties.total > 5 and userId = null',
    { type: 'track', properties: { total: 3 } },
    false,
    [
      ['type = "track"', true, 'track'],
      ['properties.total > 5', false, 3],
    ],
  ],
  [
    'type = "page" or !(event in ["a"]) and length(properties.list) = 2',
    { event: 'b', properties: { list: [1, 2] } },
    true,
    [
      ['type = "page"', false, undefined],
      ['event in ["a"]', false, 'b'],
      ['length(properties.list) = 2', true, 2],
    ],
  ],
  [
    'contains(event, "x") or match(event, "a*") or "a" in properties.tags',
    { event: 5 },
    false,
    [
      ['contains(event, "x")', false, 5],
      ['match(event, "a*")', false, 5],
      ['"a" in properties.tags', false, undefined],
    ],
  ],
])('traces %s', (text, event, result, calls) => {
  expect(traced(text, event)).toEqual({ result, calls })
})

it('describes clauses with their span', () => {
  const text = 'type="track" and not length( properties.a ) >= 2 or event in ["a", null]'
  const trigger = parseTrigger(text, new DiagnosticBag(), '')!
  expect(
    listClauses(trigger).map(({ span, ...clause }) => ({ ...clause, source: text.slice(span.start, span.end) })),
  ).toEqual([
    { text: 'type = "track"', path: ['type'], operator: '=', expected: 'track', source: 'type="track"' },
    {
      text: 'length(properties.a) >= 2',
      path: ['properties', 'a'],
      operator: '>=',
      expected: 2,
      source: 'length( properties.a ) >= 2',
    },
    {
      text: 'event in ["a", null]',
      path: ['event'],
      operator: 'in',
      expected: ['a', null],
      source: 'event in ["a", null]',
    },
  ])
})
