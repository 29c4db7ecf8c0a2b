import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { library } from './library.ts'
import { natives, parse, signature } from './package.ts'

describe('jsonata package', () => {
  it('has the expected version', () => {
    const file = new URL('../../node_modules/jsonata/package.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.2.2')
  })

  it('returns functions synchronously', () => {
    const { implementation, signature } = natives(['sum']).get('sum')!
    expect(implementation([1, 2])).toBe(3)
    expect(signature.definition).toBe('<a<n>:n>')
  })

  it('has every function of the library', () => {
    const definitions = [...library.values()].map(builtin => builtin.signature)
    expect(definitions.filter(definition => signature(definition).validate === undefined)).toEqual([])
  })

  it('returns signatures that insert the context', () => {
    expect(signature('<s-n?:s>').validate([1], 'context')).toEqual(['context', 1])
  })

  it('parses expressions', () => {
    expect(parse('a.b')).toMatchObject({ type: 'path', steps: [{ type: 'name' }, { type: 'name' }] })
  })
})
