import { readFileSync } from 'node:fs'
import { readJsonBlock, readPage } from './page.ts'

const root = new URL('../../', import.meta.url)
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

/** Loads the imports of an example: `callmap` and its entries from `src`, other packages unchanged. */
export async function loadModule(name: string): Promise<Readonly<Record<string, unknown>>> {
  if (name === './crm.json') return { default: readJsonBlock(readPage('docs/definition.md'), 'definition') }
  if (!name.startsWith('callmap')) return import(name)
  const [, slug] = /^callmap\/destinations\/([\w-]+)(?:\.js)?$/.exec(name) ?? []
  if (slug) return { default: JSON.parse(readFileSync(new URL(`destinations/${slug}/destination.json`, root), 'utf8')) }
  const entry = exports[name.replace('callmap', '.')]
  return import(new URL(entry.default.replace('./dist', 'src').replace(/\.js$/, '.ts'), root).href)
}
