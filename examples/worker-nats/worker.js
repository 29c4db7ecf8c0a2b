// Delivers the events of the broker. Settings and secrets come from the environment.
import { Accounts } from './lib/accounts.js'
import { openBroker } from './lib/broker.js'
import { describe, log } from './lib/log.js'
import { Partitions } from './lib/partitions.js'
import { startServer } from './lib/server.js'
import { readSettings } from './lib/settings.js'
import { brokerTokens } from './lib/tokens.js'

/** Seconds after a SIGTERM. A broker that does not answer must not keep the process: nothing is lost then. */
const longestStop = 18

async function main() {
  const settings = { ...readSettings(), waitForBroker: true }
  const broker = await openBroker(settings)
  const accounts = new Accounts(settings.accounts, name => brokerTokens(broker, name))
  await accounts.open()
  const partitions = new Partitions({ broker, accounts, batch: settings.batch, worker: settings.worker })
  const server = startServer({ broker, partitions, accounts, port: settings.port })
  partitions.start()
  log('info', 'started', { worker: settings.worker, partitions: broker.partitions })

  const stop = async () => {
    setTimeout(() => end(1, 'stop-too-late'), longestStop * 1000).unref()
    await partitions.stop()
    accounts.close()
    server.close()
    await broker.connection.drain()
    end(0, 'stopped')
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop().catch(fail))
}

function end(code, reason) {
  log(code === 0 ? 'info' : 'error', reason)
  process.exit(code)
}

function fail(error) {
  log('error', 'failed', describe(error))
  process.exit(1)
}

main().catch(fail)
