import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleWork, expectedHash } from './work.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-runtimes-'))

beforeAll(async () => {
  const entry = (version: string) => `import { work } from './work.js'
console.log(JSON.stringify({ ...work(), version: ${version} }))`
  writeFileSync(join(folder, 'deno.js'), await bundleWork(entry('Deno.version.deno')))
  writeFileSync(join(folder, 'bun.js'), await bundleWork(entry('Bun.version')))
})
afterAll(() => rmSync(folder, { recursive: true }))

// Deno gets no permission: a module that read a file or the environment would fail.
test.each([
  ['Deno', 'deno', ['run', '--no-prompt', 'deno.js']],
  ['Bun', 'bun', ['run', 'bun.js']],
])('%s computes what Node computes', (name, program, args) => {
  const path = join(import.meta.dirname, 'node_modules/.bin', program)
  const { version, hash } = JSON.parse(execFileSync(path, args, { cwd: folder, encoding: 'utf8' }))
  console.log(`${name} ${version}: ${hash}`)
  expect(hash).toBe(expectedHash())
})
