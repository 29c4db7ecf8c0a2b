import { expect, it } from 'vitest'
import { cpuTime } from '../../test/cpuTime.ts'
import { splitJson } from './splitJson.ts'

/** Splits an input that arrives in pieces of one size. */
function split(input: string, size: number): [line: number, text: string][] {
  const splitter = splitJson()
  const found = []
  for (let i = 0; i < input.length; i += size) found.push(...splitter.push(input.slice(i, i + size)))
  found.push(...splitter.end())
  return found.map(({ line, text }) => [line, text.trim()])
}

const cases: [name: string, input: string, expected: [number, string][]][] = [
  ['nothing', '', []],
  ['empty lines', '\n \n\r\n', []],
  [
    'lines',
    '{"a":1}\n{"b":2}\n',
    [
      [1, '{"a":1}'],
      [2, '{"b":2}'],
    ],
  ],
  [
    'a broken line does not break the next',
    '{"a":1}\n{"b\n{"c":3}',
    [
      [1, '{"a":1}'],
      [2, '{"b'],
      [3, '{"c":3}'],
    ],
  ],
  [
    'a broken first line',
    'oops\n{"b":2}',
    [
      [1, 'oops'],
      [2, '{"b":2}'],
    ],
  ],
  [
    'a first line that is cut off',
    '{"a":"x\n{"b":2}',
    [
      [1, '{"a":"x'],
      [2, '{"b":2}'],
    ],
  ],
  ['one value over several lines', '{\n"a": 1\n}', [[1, '{\n"a": 1\n}']]],
  [
    'a line may break after a comma',
    '{"a": 1,\n"b": {}}\n{"c":3}',
    [
      [1, '{"a": 1,\n"b": {}}'],
      [3, '{"c":3}'],
    ],
  ],
  [
    'an array',
    '[{"a":1},{"b":2}]',
    [
      [1, '{"a":1}'],
      [1, '{"b":2}'],
    ],
  ],
  [
    'an array over several lines',
    '\n[\n{"a":[1]},\n{"b":2}\n]\n',
    [
      [3, '{"a":[1]}'],
      [4, '{"b":2}'],
    ],
  ],
  ['an empty array', '[]', []],
  [
    'items that are not objects',
    '[1, "a b", null]',
    [
      [1, '1'],
      [1, '"a b"'],
      [1, 'null'],
    ],
  ],
  [
    'brackets in strings',
    '[{"a":"]}\\"{"},{"b":"\\\\"}]',
    [
      [1, '{"a":"]}\\"{"}'],
      [1, '{"b":"\\\\"}'],
    ],
  ],
  [
    'an array that is cut off between items',
    '[{"a":1},\n',
    [
      [1, '{"a":1}'],
      [2, ''],
    ],
  ],
  [
    'an array that is cut off in an item',
    '[{"a":1},{"b',
    [
      [1, '{"a":1}'],
      [1, '{"b'],
    ],
  ],
]

it.each(cases)('%s', (_, input, expected) => {
  for (let size = 1; size <= input.length + 1; size++) expect(split(input, size)).toEqual(expected)
})

it('reads a long first line in time that is proportional to its length', () => {
  const start = cpuTime()
  expect(split(`{"a":"${'x'.repeat(100_000)}"}`, 100_000)).toHaveLength(1)
  expect(cpuTime() - start).toBeLessThan(2000)
})
