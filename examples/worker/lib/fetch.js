import * as http from 'node:http'
import * as https from 'node:https'
import { Readable } from 'node:stream'

/** Idle connections are closed before most vendors close them. */
const idle = { keepAlive: true, timeout: 4000 }

const clients = {
  'http:': { request: http.request, agent: new http.Agent(idle), opened: 'connect' },
  'https:': { request: https.request, agent: new https.Agent(idle), opened: 'secureConnect' },
}

/** Answers are read as they are. Some vendors refuse requests without a name. */
const headers = { 'accept-encoding': 'identity', 'user-agent': 'callmap' }

/**
 * Creates a `fetch` that asks for the lease when its connection is open and the request is whole, right before it is
 * written. The one of the platform writes later: a process that is stopped while a connection is being opened, and goes on
 * when another worker has the partition, would send an old request.
 */
export function fetchWith(mayStart) {
  return (url, options) =>
    new Promise((resolve, reject) => {
      const { request, agent, opened } = clients[new URL(url).protocol]
      const { method, body, signal } = options
      signal.throwIfAborted()
      const sent = request(url, { method, agent, headers: { ...headers, ...options.headers } })
      if (body !== undefined) sent.setHeader('content-length', Buffer.byteLength(body))
      sent.on('socket', socket => {
        const write = () => {
          // A socket that is corked writes at `end`.
          socket.cork()
          if (body) sent.write(body)
          if (mayStart()) sent.end()
          else sent.destroy(new Error('the lease has ended'))
        }
        if (sent.reusedSocket) write()
        else socket.once(opened, write)
      })
      signal.addEventListener('abort', () => {
        const { socket } = sent
        // Otherwise the system goes on to send what was written, and the vendor may get it after later requests.
        if (socket && !socket.connecting && !socket.encrypted) socket.resetAndDestroy()
        sent.destroy(new Error('aborted'))
      })
      // As the platform does: the code is that of the cause.
      sent.on('error', cause => reject(new Error('no answer', { cause })))
      sent.on('response', response => {
        const { statusCode: status, headers } = response
        const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)])
        resolve({ status, headers: pairs, body: Readable.toWeb(response) })
      })
    })
}
