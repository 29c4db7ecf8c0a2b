import { runWorker } from '../worker/commands/worker.js'
import { openBroker } from './lib/broker.js'

runWorker(openBroker)
