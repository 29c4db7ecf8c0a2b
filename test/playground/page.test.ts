import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { callmap } from '../cli/callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-playground-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = new URL('../../dist/playground.html', import.meta.url)
if (!existsSync(file)) throw new Error('these tests read the built page: npm run build')
const page = readFileSync(file, 'utf8')

test('the page has at most 2.2 MB, and 600 KB compressed', () => {
  expect(Buffer.byteLength(page)).toBeLessThan(2_200_000)
  expect(gzipSync(page, { level: 9 }).length).toBeLessThan(600_000)
})

test('the policy of the page allows its own script, and no connection', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!
  const script = page.slice(page.lastIndexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'))
  const hash = createHash('sha256').update(script).digest('base64')
  expect(policy!.split('; ')).toEqual([
    "default-src 'none'",
    "connect-src 'none'",
    `script-src 'sha256-${hash}' 'unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
  ])
})

test('the command writes the page, with all destinations or some', async () => {
  const all = await callmap(['playground', '-o', 'all.html'], { cwd: folder })
  expect(all).toMatchObject({ exit: 0, stdout: 'wrote all.html   40 destinations\n' })
  expect(readFileSync(join(folder, 'all.html'), 'utf8')).toBe(page)
  const two = await callmap(['playground', '--destinations', 'slack, mixpanel'], { cwd: folder })
  expect(two).toMatchObject({ exit: 0, stdout: 'wrote playground.html   2 destinations\n' })
  expect(readFileSync(join(folder, 'playground.html'), 'utf8')).toContain('id="destinations">["slack","mixpanel"]<')
})

test('an unknown destination is refused, and nothing is written', async () => {
  const { exit, stderr } = await callmap(['playground', '-o', 'none.html', '--destinations', 'slak'], { cwd: folder })
  expect(exit).toBe(2)
  expect(stderr).toContain('did you mean `slack`?')
  expect(existsSync(join(folder, 'none.html'))).toBe(false)
})
