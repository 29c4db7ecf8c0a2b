import { runConnect } from '../worker/commands/connect.js'
import { openBroker } from './lib/broker.js'

runConnect(openBroker)
