import { expect, test } from 'vitest'
import { chooseKept } from '../../src/playground/pastProjects.ts'

const entry = (at: string, length: number) => ({ at, title: '', fragment: 'x'.repeat(length) })

test('a state that is too large for the history leaves the others in it', () => {
  const kept = chooseKept([entry('4', 10), entry('3', 4_000_000), entry('2', 10), entry('1', 10)])
  expect(kept.map(({ at }) => at)).toEqual(['4', '2', '1'])
})

test('the history has room for thirty states', () => {
  expect(chooseKept(Array.from({ length: 40 }, (_, i) => entry(`${i}`, 1)))).toHaveLength(30)
})
