import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const { exports: entries } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Values, and the types in their signatures. A name that is added here is a promise. */
const names: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  index: { values: '', types: '' },
}

/** Runs a program in the package's folder, where `callmap` names the package itself. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
  return stdout.trim()
}

/** The files and packages that an entry loads: a hook prints the address of each. */
function loadedBy(entry: string): string[] {
  const hook = `
    import { writeSync } from 'node:fs'
    export async function load(url, context, next) {
      writeSync(1, url + '\\n')
      return next(url, context)
    }`
  const program = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))
    await import(${JSON.stringify(entry)})`
  return run('--input-type=module', '--eval', program).split('\n')
}

describe('the entries of the package', () => {
  test('one file each', () => {
    const files = readdirSync(join(root, 'src/api')).map(file => file.replace('.ts', ''))
    const named = Object.keys(entries).filter(path => entries[path].types)
    expect(named.map(path => path.slice(2) || 'index').toSorted()).toEqual(files.toSorted())
  })

  test('`require` loads the front door', () => {
    expect(run('--eval', "console.log(typeof require('callmap').compile)")).toBe('function')
  })

  test('`callmap/jsonata` is light', () => {
    const loaded = loadedBy('callmap/jsonata')
    const packages = loaded.flatMap(url => url.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [])
    expect([...new Set(packages)].toSorted()).toEqual(['@noble/hashes', 'jsonata'])
    expect(loaded.filter(url => /destination|functions\/(e164|userAgent)/.test(url))).toEqual([])
  })
})
