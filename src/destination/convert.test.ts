import { expect, test } from 'vitest'
import { beginRun, endRun, unitsLeft } from '../value/index.ts'
import { coercePayload } from './coercePayload.ts'

test.each(['number', 'integer'] as const)('a long text of digits is paid when it becomes a %s', type => {
  const fields = { v: { type }, n: { type: 'number' as const } }
  const units = (v: string) => {
    const outer = beginRun(100_000_000)
    // Spaces around a number are not part of it.
    coercePayload({ v, n: '1' }, fields, {})
    const used = 100_000_000 - unitsLeft()
    endRun(outer)
    return used
  }
  const more = units(`1${' '.repeat(50_000)}`) - units('1')
  expect(more).toBeGreaterThanOrEqual(50_000)
})
