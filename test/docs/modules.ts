import { readFileSync } from 'node:fs'
import { readJsonBlock, readPage } from './page.ts'

const root = new URL('../../', import.meta.url)
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

/** The layers that hold the names of entries which `package.json` does not have yet. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'callmap/languages': ['trigger', 'mapping'],
  'callmap/jsonata': ['jsonata'],
  'callmap/analysis': ['analysis'],
  'callmap/workspace': ['workspace'],
}

/** Loads what an example imports: `callmap` and its entries from `src`, everything else as it is. */
export async function loadModule(name: string): Promise<Readonly<Record<string, unknown>>> {
  if (name === './crm.json') return { default: readJsonBlock(readPage('docs/definition.md'), 'definition') }
  if (!name.startsWith('callmap')) return import(name)
  const [, slug] = /^callmap\/destinations\/([\w-]+)(?:\.js)?$/.exec(name) ?? []
  if (slug) return { default: JSON.parse(readFileSync(new URL(`destinations/${slug}/destination.json`, root), 'utf8')) }
  const entry = exports[name.replace('callmap', '.')]
  if (entry) return import(new URL(entry.default.replace('./dist', 'src').replace(/\.js$/, '.ts'), root).href)
  const parts = await Promise.all((layers[name] ?? []).map(layer => import(`../../src/${layer}/index.ts`)))
  if (name === 'callmap/workspace') parts.push(await import('../../src/workspace/loadMappings.ts'))
  return Object.assign({}, ...parts)
}
