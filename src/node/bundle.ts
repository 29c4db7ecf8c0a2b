import { fileURLToPath } from 'node:url'
import { WorkspaceError } from '../workspace/index.ts'
import { root } from './root.ts'

export interface BundleOptions {
  readonly format: 'esm' | 'iife'
  /** Global variable of an `iife`. */
  readonly name: string
  readonly minify: boolean
}

const entry = 'built-module'

/**
 * Bundles a built module with the functions of callmap that it imports, into one file without imports.
 *
 * @throws WorkspaceError if the package `rolldown` is not installed
 */
export async function bundleModule(code: string, { format, name, minify }: BundleOptions): Promise<string> {
  const { rolldown } = await loadRolldown()
  const bundle = await rolldown({
    input: entry,
    cwd: fileURLToPath(root),
    platform: 'browser',
    logLevel: 'silent',
    // Comments with the paths of modules would differ from place to place.
    experimental: { attachDebugInfo: 'none' },
    plugins: [
      {
        name: 'callmap',
        resolveId: id => {
          if (id === entry) return `\0${entry}`
          return id === 'callmap/runtime' ? fileURLToPath(new URL('dist/api/runtime.js', root)) : null
        },
        load: id => (id === `\0${entry}` ? code : null),
      },
    ],
  })
  const { output } = await bundle.generate({ format, name, minify, strict: true })
  await bundle.close()
  return output[0].code
}

async function loadRolldown(): Promise<typeof import('rolldown')> {
  try {
    return await import('rolldown')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    const message = '--bundle needs the package `rolldown`'
    throw new WorkspaceError('usage', { message, help: 'npm install --save-dev rolldown' })
  }
}
