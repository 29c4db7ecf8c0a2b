import { Accounts } from '../lib/accounts.js'
import { readArguments } from '../lib/commandLine.js'
import { describe, log } from '../lib/log.js'
import { startServer } from '../lib/server.js'
import { readSettings } from '../lib/settings.js'
import { brokerTokens } from '../lib/tokens.js'

/** Seconds after a SIGTERM. A broker that does not answer must not keep the process: nothing is lost then. */
const longestStop = 18

const usage = `node worker.js

Delivers the events of the broker. Settings are in the environment: BROKER_URL, ACCOUNTS, PARTITIONS, BATCH, PORT, MAX_AGE,
and the secrets of the mappings files. Ends with 0 within 20 s of a SIGTERM. README.md has all of it.`

async function start(openBroker) {
  readArguments(usage)
  const settings = readSettings()
  const broker = await openBroker(settings)
  const accounts = new Accounts(settings.accounts, name => brokerTokens(broker.tokens, name))
  await accounts.open()
  const partitions = broker.createPartitions(accounts, settings)
  const server = startServer({ broker, partitions, accounts, port: settings.port })
  server.on('error', fail)
  partitions.start()
  log('info', 'started', { worker: settings.worker, partitions: broker.partitions })
  return async () => {
    await partitions.stop()
    accounts.close()
    server.close()
    await broker.close()
  }
}

function end(code, reason) {
  log(code === 0 ? 'info' : 'error', reason)
  process.exit(code)
}

function fail(error) {
  log('error', 'failed', describe(error))
  process.exit(1)
}

/** The command `worker.js`. */
export function runWorker(openBroker) {
  let stop = async () => undefined
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      setTimeout(() => end(1, 'stop-too-late'), longestStop * 1000).unref()
      stop().then(() => end(0, 'stopped'), fail)
    })
  }
  start(openBroker).then(started => {
    stop = started
  }, fail)
}
