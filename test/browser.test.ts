import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')

test.each(['workspace', 'authoring', 'segment', 'render', 'analysis'])(
  '%s runs in a browser: its bundle has no module of Node',
  async layer => {
    const outside: string[] = []
    const bundle = await rolldown({
      input: join(src, layer, 'index.ts'),
      platform: 'browser',
      logLevel: 'silent',
      external(specifier, importer) {
        if (!isBuiltin(specifier)) return false
        outside.push(`${importer} imports ${specifier}`)
        return true
      },
    })
    const { output } = await bundle.generate({ format: 'es' })
    await bundle.close()
    expect(outside).toEqual([])
    expect(output[0].code.length).toBeGreaterThan(1000)
  },
)
