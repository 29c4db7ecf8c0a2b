import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Host } from '../../src/cli/host.ts'
import { run } from '../../src/cli/run.ts'
import { bundledCatalogue, NodeFileSystem } from '../../src/node/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const bin = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number | null
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export interface HostOptions extends RunOptions {
  /** Parts of the host that are not the usual ones. */
  readonly host?: Partial<Host>
}

export interface SpawnOptions extends RunOptions {
  /** Flags of Node itself. */
  readonly node?: readonly string[]
}

/** Runs a command line in this process, with only the given environment. */
export async function callmap(
  args: readonly string[],
  { stdin = '', env = {}, cwd = root, host }: HostOptions = {},
): Promise<Run> {
  const [stdout, stderr] = [new Recorder(), new Recorder()]
  const exit = await run(args, {
    stdin: Readable.from(stdin.length === 0 ? [] : [Buffer.from(stdin)]),
    stdout,
    stderr,
    env,
    folder: cwd,
    files: new NodeFileSystem(cwd),
    catalogue: bundledCatalogue(cwd),
    onInterrupt: () => {},
    ...host,
  })
  return { stdout: stdout.text, stderr: stderr.text, exit }
}

/** Runs the built command like a user. Only for tests of the process: pipes, signals, workers, exit codes. */
export function spawnCallmap(
  args: readonly string[],
  { stdin = '', env, cwd = root, node = [] }: SpawnOptions = {},
): Promise<Run> {
  if (!existsSync(bin)) throw new Error('these tests run the built command: npm run build')
  const child = spawn(process.execPath, [...node, bin, ...args], { cwd, env: { PATH: process.env.PATH, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  // A command that does not read its input closes it.
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', exit => resolve({ stdout, stderr, exit }))
  })
}

/** The lines of NDJSON. */
export function jsonLines(text: string): unknown[] {
  return text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
}

class Recorder extends Writable {
  readonly #chunks: Buffer[] = []

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString()
  }
}
