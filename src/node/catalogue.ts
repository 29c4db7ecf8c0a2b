import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalogue } from '../workspace/index.ts'
import { root } from './root.ts'

const destinations = new URL('destinations/', root)

const definitionUrl = (slug: string): URL => new URL(`${slug}/destination.json`, destinations)

/** Opens the catalogue of this package. Paths of its files are relative to `folder`. */
export function bundledCatalogue(folder: string): Catalogue {
  const slugs = () => {
    if (!existsSync(destinations)) return []
    return readdirSync(destinations)
      .filter(slug => existsSync(definitionUrl(slug)))
      .sort()
  }
  return {
    slugs,
    read(slug) {
      // Anything else could lead out of the folder.
      if (!/^[a-z0-9][a-z0-9-]*$/.test(slug) || !existsSync(definitionUrl(slug))) return undefined
      const path = fileURLToPath(definitionUrl(slug))
      return { file: relative(folder, path), text: readFileSync(path, 'utf8') }
    },
  }
}
