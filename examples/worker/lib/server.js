import { createServer } from 'node:http'
import { printMetrics, setGauges } from './metrics.js'

/** Answers `/healthz` and `/metrics`. */
export function startServer({ broker, partitions, accounts, port }) {
  const isHealthy = () => broker.isConnected && partitions.isKnown
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      response.writeHead(isHealthy() ? 200 : 503).end()
    } else if (request.url === '/metrics') {
      setGauges(readGauges(partitions, accounts))
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(printMetrics())
    } else {
      response.writeHead(404).end()
    }
  })
  server.listen(port)
  return server
}

function readGauges(partitions, accounts) {
  const own = partitions.all
  const sum = read => own.reduce((total, partition) => total + read(partition), 0)
  const states = accounts.all
  const broken = states.filter(({ destination }) => !destination).length
  return {
    partitions: own.length,
    lag: sum(({ lag }) => lag),
    holding: sum(({ lanes }) => lanes),
    accounts: { loaded: states.length - broken, broken },
  }
}
