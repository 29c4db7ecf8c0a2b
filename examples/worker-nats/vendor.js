// A vendor for tries: prints each request that it gets, and answers as it likes.
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  let body = ''
  request.on('data', chunk => (body += chunk))
  request.on('end', () => {
    console.log(JSON.stringify({ method: request.method, url: request.url, body }))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
server.listen(Number(process.env.VENDOR_PORT || 9090), '127.0.0.1')
