import { existsSync, readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suggest } from '../text/index.ts'
import { exit, Stop } from '../workspace/index.ts'
import { root } from './root.ts'

const folder = new URL('destinations/', root)

export function bundledSlugs(): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(slug => existsSync(new URL(`${slug}/destination.json`, folder)))
    .sort()
}

/** The file of a destination that comes with callmap. */
export function bundledFile(slug: string): string {
  const slugs = bundledSlugs()
  if (!slugs.includes(slug)) {
    const near = suggest(slug, slugs)
    const help = near === undefined ? `there are ${slugs.join(', ')}` : `did you mean \`${near}\`?`
    throw new Stop(exit.usage, { message: `callmap has no destination \`${slug}\``, help })
  }
  return relative('', fileURLToPath(new URL(`${slug}/destination.json`, folder)))
}
