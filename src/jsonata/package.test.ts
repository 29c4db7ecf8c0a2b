import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { library } from './library.ts'
import { natives, parse, signature } from './package.ts'

describe('the door into the package', () => {
  it('is that of the version it was made for', () => {
    const file = new URL('../../node_modules/jsonata/package.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.2.2')
  })

  it('gives functions at once', () => {
    const { implementation, signature } = natives(['sum']).get('sum')!
    expect(implementation([1, 2])).toBe(3)
    expect(signature.definition).toBe('<a<n>:n>')
  })

  it('gives every function that the library names', () => {
    expect([...library].filter(([, { signature }]) => signature?.validate === undefined)).toEqual([])
  })

  it('gives signatures that put the context in', () => {
    expect(signature('<s-n?:s>').validate([1], 'context')).toEqual(['context', 1])
  })

  it('gives syntax trees', () => {
    expect(parse('a.b')).toMatchObject({ type: 'path', steps: [{ type: 'name' }, { type: 'name' }] })
  })
})
