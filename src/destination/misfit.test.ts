import { expect, test, vi } from 'vitest'
import { misfit } from './misfit.ts'

test('a long string is cut before it is quoted, so that the message keeps none of its text', () => {
  const quote = vi.spyOn(JSON, 'stringify')
  const { message } = misfit('/a', { type: 'number' }, 'a number', '"a'.repeat(100_000))
  const lengths = quote.mock.calls.map(([value]) => String(value).length)
  quote.mockRestore()
  expect(lengths).toEqual([60])
  expect(message).toBe(`expected a number, but it is ${JSON.stringify('"a'.repeat(100)).slice(0, 57)}…`)
})
