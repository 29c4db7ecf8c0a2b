import { describe, expect, test } from 'vitest'
import { combinations } from './combinations.ts'

const made = (sizes: readonly number[], most: number) => [...combinations(sizes, most)].map(String)

test('yields all combinations of few choices', () => {
  expect(made([2, 3], 6)).toEqual(['0,0', '1,0', '0,1', '1,1', '0,2', '1,2'])
  expect(made([], 10)).toEqual([''])
})

describe('yields some combinations of many choices', () => {
  const sizes = [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]
  const some = made(sizes, 4000)

  test('about the requested number, the same in every run', () => {
    expect(some.length).toBeLessThan(4500)
    expect(new Set(some).size).toBeGreaterThan(3000)
    expect(some).toEqual(made(sizes, 4000))
  })

  test('every choice of each place, and every pair of the last two', () => {
    const chosen = some.map(text => text.split(',').map(Number))
    for (const place of sizes.keys()) expect(new Set(chosen.map(choices => choices[place])).size).toBe(7)
    expect(new Set(chosen.map(choices => choices.slice(-2).join())).size).toBe(49)
  })

  test('with more combinations than exact integers', () => {
    expect(made(Array<number>(40).fill(60), 100).at(-1)!.split(',')).toHaveLength(40)
  })
})
