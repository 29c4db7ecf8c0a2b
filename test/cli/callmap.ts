import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const bin = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

if (!existsSync(bin)) throw new Error('these tests run the built command: npm run build')

export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number | null
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Flags of Node itself. */
  readonly node?: readonly string[]
}

/** Runs the built command as a user does, with nothing in the environment but what is given. */
export function callmap(
  args: readonly string[],
  { stdin = '', env, cwd = root, node = [] }: RunOptions = {},
): Promise<Run> {
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
