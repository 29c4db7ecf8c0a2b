import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compile, type JsonObject } from '../../src/api/index.ts'
import { buildModule } from '../../src/engine/index.ts'
import { bundle } from './bundle.ts'
import { bundleWork, expectedHash } from './work.ts'

const workerd = join(import.meta.dirname, 'node_modules/.bin/workerd')
const example = join(import.meta.dirname, '../../examples/cloudflare-worker')
const ownApi = join(import.meta.dirname, '../../examples/own-api')
const folder = mkdtempSync(join(tmpdir(), 'callmap-workerd-'))
const started: ChildProcess[] = []

beforeAll(() => mkdirSync(join(folder, 'dist')))
afterAll(() => {
  for (const child of started) child.kill()
  rmSync(folder, { recursive: true })
})

/** Starts a worker with the configuration of the example, on a free port. Returns its address. */
async function serve(code: string, name: string): Promise<string> {
  cpSync(join(example, 'workerd.capnp'), join(folder, 'workerd.capnp'))
  writeFileSync(join(folder, 'dist/worker.js'), code)
  const args = ['serve', 'workerd.capnp', '--socket-addr', 'http=127.0.0.1:0', '--control-fd=3']
  const child = spawn(workerd, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
  started.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${name}: workerd exits with ${code}`)))
    child.stdio[3]!.once('data', data => resolve(String(data)))
  })
  return `http://127.0.0.1:${JSON.parse(line.split('\n')[0]!).port}/`
}

describe('workerd', () => {
  test('computes what Node computes, in a handler, where `eval` is refused', async () => {
    const entry = `import { work } from './work.js'
export default { fetch: () => Response.json({ ...work(), engine: navigator.userAgent }) }`
    const answer = await fetch(await serve(await bundleWork(entry), 'work'))
    const { hash, refusesEval, engine } = (await answer.json()) as JsonObject
    const version = execFileSync(workerd, ['--version'], { encoding: 'utf8' }).trim()
    console.log(`${engine} (${version}): ${hash}`)
    expect(refusesEval).toBe(true)
    expect(hash).toBe(expectedHash())
  })

  test('the example answers with the requests that `compile` gives', async () => {
    const read = (file: string) => parse(readFileSync(join(ownApi, file), 'utf8'))
    const definition = read('destination.json')
    const { subscriptions } = read('mappings.json')
    const event = read('event.json')
    const files = new Map([['dist/mappings.js', buildModule(definition, subscriptions).code]])
    const url = await serve(await bundle(readFileSync(join(example, 'worker.js'), 'utf8'), files), 'example')
    const post = async (body: string) => (await fetch(url, { method: 'POST', body })).json()

    const destination = compile(definition, {
      settings: { baseUrl: 'https://api.example.com', token: 't-1' },
      subscriptions,
    })
    const { actions } = destination.map(event)
    const { requests } = destination.requests(actions)
    expect(requests).toHaveLength(1)
    expect(await post(JSON.stringify(event))).toEqual({ requests: JSON.parse(JSON.stringify(requests)), failures: [] })
    expect(await post('{')).toEqual({ failures: [{ message: 'the body is not JSON' }] })
    expect((await fetch(url)).status).toBe(405)
  })
})
