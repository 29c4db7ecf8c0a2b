import { expect, it } from 'vitest'
import { lazy } from './index.ts'

it('computes once, also if the value is undefined', () => {
  let calls = 0
  const compute = lazy(() => {
    calls++
    return undefined
  })
  expect([compute(), compute(), calls]).toEqual([undefined, undefined, 1])
})

it('computes again after an error', () => {
  let calls = 0
  const compute = lazy(() => {
    if (++calls === 1) throw new Error('not yet')
    return calls
  })
  expect(compute).toThrow('not yet')
  expect([compute(), compute()]).toEqual([2, 2])
})
