import { expect, test } from 'vitest'
import { cpuTime } from '../../../test/cpuTime.ts'
import { userAgent } from './userAgent.ts'

const read = userAgent.implementation as (text: string) => { readonly device?: { readonly model?: string } }

const android = (model: string) =>
  `Mozilla/5.0 (Linux; Android 13; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36`

test('shared results are frozen', () => {
  const { device } = read(android('Pixel 7'))
  expect(() => Object.assign(device!, { model: 'changed' })).toThrow()
  expect(read(android('Pixel 7')).device).toEqual({ vendor: 'Google', model: 'Pixel 7', type: 'mobile' })
})

test('results stay correct with more user agents than the cache holds', () => {
  const models = Array.from({ length: 2_500 }, (_, n) => `Pixel ${n}`)
  for (const round of [1, 2]) {
    expect([round, ...models.map(model => read(android(model)).device?.model)]).toEqual([round, ...models])
  }
})

test.each([
  ['spaces', ' '],
  ['digits', '1'],
  ['names', 'Mobile Safari/'],
  ['brackets', '(Linux; Android '],
])('parses a megabyte of %s quickly', (_, part) => {
  const before = cpuTime()
  read(part.repeat(1_000_000 / part.length))
  expect(cpuTime() - before).toBeLessThan(2000)
})
