import { afterEach, expect, test, vi } from 'vitest'
import { example } from '../../src/playground/example.ts'
import { listHistory, remember } from '../../src/playground/history.ts'

afterEach(() => vi.unstubAllGlobals())

test('a state that is too large for the history leaves the others in it', () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
  remember(example, '2026-01-01T00:00:00Z')
  let seed = 1
  const noise = Uint8Array.from({ length: 4_000_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return 33 + (seed % 90)
  })
  remember({ ...example, mapping: new TextDecoder().decode(noise) }, '2026-01-02T00:00:00Z')
  expect(listHistory().map(({ at }) => at)).toEqual(['2026-01-01T00:00:00Z'])
})
