import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort, seconds } from './process.ts'

const { fetchWith } = await import(join(import.meta.dirname, '../../examples/worker/lib/fetch.js'))

/** Starts a vendor. Returns its URL, the requests that it got, and the number of its connections. */
async function startVendor(answer: RequestListener = (_, response) => response.end('ok')) {
  const seen: string[] = []
  const vendor = { seen, connections: 0, url: '' }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push(`${request.method} ${request.url} ${body}`)
    answer(request, response)
  }).on('connection', () => vendor.connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  vendor.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return vendor
}

const options = (body?: string) => ({
  method: 'POST',
  headers: { 'content-type': 'text/plain' },
  ...(body !== undefined && { body }),
  redirect: 'manual',
  signal: new AbortController().signal,
})

const ended = { cause: { message: 'the lease has ended' } }

test('a lease that ends while a connection is being opened lets no request go', async () => {
  const vendor = await startVendor()
  let isHeld = true
  const fetch = fetchWith(() => isHeld)
  const answer = fetch(vendor.url, options('old'))
  isHeld = false
  await expect(answer).rejects.toMatchObject(ended)
  isHeld = true
  expect((await fetch(vendor.url, options('new'))).status).toBe(200)
  expect(vendor.seen).toEqual(['POST / new'])
})

test('a lease that has ended lets no request go on a connection that is open', async () => {
  const vendor = await startVendor()
  let isHeld = true
  const fetch = fetchWith(() => isHeld)
  for (const body of ['1', '2']) {
    const answer = await fetch(vendor.url, options(body))
    expect(await new Response(answer.body).text()).toBe('ok')
  }
  isHeld = false
  await expect(fetch(vendor.url, options('3'))).rejects.toMatchObject(ended)
  await seconds(0.1)
  expect(vendor).toMatchObject({ seen: ['POST / 1', 'POST / 2'], connections: 1 })
})

test('an answer has its status, headers and body', async () => {
  const vendor = await startVendor((_, response) => {
    response.writeHead(302, { location: '/elsewhere', 'set-cookie': ['a=1', 'b=2'] }).end('moved')
  })
  const { status, headers, body } = await fetchWith(() => true)(vendor.url, options())
  expect({ status, headers: Object.fromEntries(headers), text: await new Response(body).text() }).toMatchObject({
    status: 302,
    headers: { location: '/elsewhere', 'set-cookie': 'a=1,b=2' },
    text: 'moved',
  })
  expect(vendor.seen).toEqual(['POST / '])
})

test('a request ends with its signal, before and after the answer begins', async () => {
  const vendor = await startVendor((_, response) => {
    response.writeHead(200).write('half')
  })
  const fetch = fetchWith(() => true)
  const ending = new AbortController()
  const { body } = await fetch(vendor.url, { ...options(), signal: ending.signal })
  const text = new Response(body).text()
  ending.abort('timeout')
  await expect(text).rejects.toThrow()
  await expect(fetch(vendor.url, { ...options(), signal: ending.signal })).rejects.toThrow()
})

test('a request that ends is taken back from the system, which would send it later', async () => {
  let resolve = (_: string | undefined) => {}
  const end = new Promise<string | undefined>(done => {
    resolve = done
  })
  const vendor = createNetServer(socket => {
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
    socket.on('end', () => resolve('closed'))
    socket.on('data', () => ending.abort('timeout'))
  }).listen(0, '127.0.0.1')
  await once(vendor, 'listening')
  onTestFinished(() => void vendor.close())
  const ending = new AbortController()
  const url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`
  await expect(fetchWith(() => true)(url, { ...options('late'), signal: ending.signal })).rejects.toThrow()
  expect(await end).toBe('ECONNRESET')
})

test('a request without an answer rejects with the code of its connection', async () => {
  const port = await freePort()
  const fetch = fetchWith(() => true)
  await expect(fetch(`http://127.0.0.1:${port}/`, options())).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})
