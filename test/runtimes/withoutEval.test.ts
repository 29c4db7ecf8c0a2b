import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectedHash, workFiles } from './work.ts'

test('Node without `eval` computes with built modules what `compile` gives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-built-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(import.meta.dirname, '../..'), join(folder, 'node_modules/callmap'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [name, code] of workFiles()) writeFileSync(join(folder, name), code)
    const script = `import { work } from './work.js'
console.log(JSON.stringify({ ...work(), version: process.version }))`
    const args = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script]
    const { version, hash, refusesEval } = JSON.parse(
      execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }),
    )
    console.log(`Node ${version}: ${hash}`)
    expect(refusesEval).toBe(true)
    expect(hash).toBe(expectedHash())
  } finally {
    rmSync(folder, { recursive: true })
  }
})
