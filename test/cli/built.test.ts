import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import once from 'lodash-es/once.js'
import { describe, expect, it } from 'vitest'
import { bin, spawnCallmap } from './callmap.ts'

const run = promisify(execFile)
const own = ['-m', 'fixtures/mappings/own-api.json']
const order = (total: unknown) =>
  JSON.stringify({ type: 'track', event: 'Order Completed', messageId: 'm', userId: 'u', properties: { total } })

describe('the built command', () => {
  it.for<[exit: number, args: string[], stdin: string | Uint8Array, stdout: RegExp]>([
    [0, ['map', ...own], gzipSync(order(1)), /^\{"v":2,"line":1,.*"payload":.*\}\n$/],
    [1, ['map', ...own], order('12x'), /"code":"CM902"/],
  ])('ends with %d: %j', async ([exit, args, stdin, stdout], { expect }) => {
    expect(await spawnCallmap(args, { stdin })).toMatchObject({ exit, stdout: expect.stringMatching(stdout) })
  })
})

/** Milliseconds of CPU that a Node program takes. */
async function measure(...args: readonly string[]): Promise<number> {
  const report = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error(user + system) })`
  const { stderr } = await run(process.execPath, ['--import', `data:text/javascript,${report}`, ...args])
  return Number(stderr) / 1000
}

/** CPU time of an empty program: the shortest of three runs, on a busy machine as well. */
const measureNode = once(async () => {
  const times = [await measure('--eval', '0'), await measure('--eval', '0'), await measure('--eval', '0')]
  return Math.min(...times)
})

// 0.2 s where Node itself takes 0.04 s. With all that commands need, it would be ten times as much. A busy machine needs
// another try.
it.each(['--version', 'preview --help'])(
  '%s takes at most five times as long as an empty program',
  { retry: 2 },
  async line => {
    expect(await measure(bin, ...line.split(' '))).toBeLessThan(5 * (await measureNode()))
  },
)
