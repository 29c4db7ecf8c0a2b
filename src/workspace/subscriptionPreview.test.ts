import { expect, it } from 'vitest'
import { isFailure } from './subscriptionPreview.ts'

it.each([
  ['sent', false],
  ['unmatched', false],
  ['filtered', false],
  ['disabled', false],
  ['skipped', false],
  ['invalid', true],
  ['failed', true],
] as const)('%s is a failure: %j', (verdict, expected) => {
  expect(isFailure({ verdict })).toBe(expected)
})
