import { join } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '../..')

/** Bundles an entry with modules, whose keys are file names, to one file without other imports. */
export async function bundle(
  entry: string,
  files: ReadonlyMap<string, string>,
  format: 'es' | 'iife' = 'es',
  outside: string[] = [],
): Promise<string> {
  const build = await rolldown({
    input: 'entry.js',
    external: outside,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'built modules',
        resolveId(id) {
          if (id === 'callmap/runtime') return join(root, 'dist/api/runtime.js')
          const name = id.replace('./', '')
          return name === 'entry.js' || files.has(name) ? `\0${name}` : undefined
        },
        load: id => (id === '\0entry.js' ? entry : files.get(id.slice(1))),
      },
    ],
  })
  const { output } = await build.generate({ format, minify: true })
  await build.close()
  return output[0].code
}
