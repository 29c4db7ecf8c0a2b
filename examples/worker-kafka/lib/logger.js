import { log } from '../../worker/lib/log.js'

/** Milliseconds between two lines. A broker that is away gives several errors a second. */
const interval = 10_000

let [next, leftOut] = [0, 0]

/** Writes an error of the clients to the worker's log. It has addresses, and no values of events. */
function logError(message) {
  if (Date.now() < next) {
    leftOut++
    return
  }
  log('warn', 'broker-not-reached', { error: message, ...(leftOut > 0 && { leftOut }) })
  next = Date.now() + interval
  leftOut = 0
}

/** Logger of the clients. */
export const logger = {
  error: logError,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  namespace: () => logger,
  setLogLevel: () => undefined,
}
