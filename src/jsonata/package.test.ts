import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from './package.ts'

describe('jsonata package', () => {
  it('has the expected version', () => {
    const file = new URL('../../node_modules/jsonata/package.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.2.2')
  })

  it('parses expressions', () => {
    expect(parse('a.b')).toMatchObject({ type: 'path', steps: [{ type: 'name' }, { type: 'name' }] })
  })
})
