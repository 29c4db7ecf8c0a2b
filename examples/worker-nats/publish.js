import { runPublish } from '../worker/commands/publish.js'
import { openBroker } from './lib/broker.js'

runPublish(openBroker)
