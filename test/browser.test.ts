import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')

const layers = ['workspace', 'authoring', 'segment', 'render', 'analysis', 'editor']

test('the layers above the engine run in a browser: their bundles have no module of Node', async () => {
  const outside: string[] = []
  const bundle = await rolldown({
    input: Object.fromEntries(layers.map(layer => [layer, join(src, layer, 'index.ts')])),
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
  const entries = output.filter(file => file.type === 'chunk' && file.isEntry && file.exports.length > 0)
  expect(entries.map(({ name }) => name).toSorted()).toEqual(layers.toSorted())
})
