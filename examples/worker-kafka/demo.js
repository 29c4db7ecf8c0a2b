import { runDemo } from '../worker/commands/demo.js'

process.chdir(import.meta.dirname)

/** The mock cluster of librdkafka, in memory. It chooses its port, and ends with the standard input of kcat. */
const mock = ['-P', '-b', 'mock', '-t', 'events', '-X', 'test.mock.num.brokers=1', '-d', 'mock']

runDemo((_folder, startServer) => {
  const server = startServer(`kcat ${mock.join(' ')}`, 'kcat', mock)
  return server.find(/bootstrap\.servers=(\S+)/)
})
