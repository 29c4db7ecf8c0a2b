// A vendor on this machine: prints the requests that it gets, and refuses orders with a negative total.
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

function answer(body) {
  const items = body.events ?? [body]
  const failed = items.flatMap(({ data }, index) => {
    return data?.total < 0 ? [{ index, field: 'data.total', reason: 'a total is not negative' }] : []
  })
  if (failed.length === 0) return [200, {}]
  return body.events ? [207, { failed }] : [422, { reason: failed[0].reason }]
}

const server = createServer(async (request, response) => {
  const body = await json(request)
  const [status, answered] = answer(body)
  console.log(`${request.method} ${request.url} ${JSON.stringify(body)}\n  ${status} ${JSON.stringify(answered)}`)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
})
server.listen(Number(process.env.VENDOR_PORT || 9090), '127.0.0.1')
