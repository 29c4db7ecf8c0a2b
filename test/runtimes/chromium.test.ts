import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import puppeteer from 'puppeteer-core'
import { expect, test } from 'vitest'
import { bundleWork, expectedHash } from './work.ts'

test('Chromium computes what Node computes, under a policy without `unsafe-eval`', async () => {
  const code = await bundleWork(`import { work } from './work.js'; globalThis.result = work()`)
  const files = new Map([
    ['/', ['text/html', '<!doctype html><title>callmap</title><script type="module" src="/work.js"></script>']],
    ['/work.js', ['text/javascript', code]],
  ])
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url!) ?? []
    response.writeHead(type ? 200 : 404, {
      'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
      'content-security-policy': "default-src 'none'; script-src 'self'",
    })
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // The sandbox of Chromium needs more rights than a container has.
  const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const handle = await page.waitForFunction('globalThis.result', { timeout: 60_000 })
    const { hash, refusesEval } = (await handle.jsonValue()) as { hash: string; refusesEval: boolean }
    console.log(`${await browser.version()}: ${hash}`)
    expect(refusesEval).toBe(true)
    expect(hash).toBe(expectedHash())
  } finally {
    await browser.close()
    server.close()
  }
})
