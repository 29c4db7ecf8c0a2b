import { runDeadLetters } from '../worker/commands/deadLetters.js'
import { openBroker } from './lib/broker.js'

runDeadLetters(openBroker)
