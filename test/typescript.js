import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

/**
 * Lets Node import TypeScript. Hooks run in a thread of their own, which loads this file again. Threads that tests start
 * run the built command.
 */
if (isMainThread) register(import.meta.url)

let transform

export async function initialize() {
  const { transformSync } = await import('rolldown/utils')
  transform = transformSync
}

export function load(url, context, next) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : ''
  if (!file.endsWith('.ts')) return next(url, context)
  const { code, map } = transform(file, readFileSync(file, 'utf8'), {
    sourcemap: true,
    typescript: { onlyRemoveTypeImports: true },
  })
  const encoded = Buffer.from(JSON.stringify(map)).toString('base64')
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}`
  return { format: 'module', source, shortCircuit: true }
}
