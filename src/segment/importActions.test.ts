import { expect, test } from 'vitest'
import type { Definition } from '../destination/index.ts'
import { importActions } from './importActions.ts'

test('a definition is read as often for many saved actions as for one', () => {
  const readsFor = (count: number): number => {
    let reads = 0
    const plain = { slug: 'demo', name: 'Demo', actions: { send: { fields: { a: { type: 'string' } } } } }
    const definition = new Proxy(plain, {
      get(target, key) {
        if (key === 'actions') reads++
        return Reflect.get(target, key)
      },
    }) as unknown as Definition
    const saved = Array.from({ length: count }, (_, i) => {
      return { name: `s${i}`, action: 'Send', trigger: 'type = "track"', enabled: true, mapping: { a: 'b' } }
    })
    expect(importActions(saved, definition).subscriptions.length).toBe(count)
    return reads
  }
  expect(readsFor(10)).toBe(readsFor(1))
})
