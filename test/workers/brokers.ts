import { freePort, Program, seconds, until } from './process.ts'

/** A broker for tests, and the example that uses it. */
export interface BrokerKind {
  readonly example: string
  /** Starts a broker; again, if it had a URL before. */
  start(folder: string, url: string | undefined): Promise<{ program: Program; url: string }>
}

export const nats: BrokerKind = {
  example: 'worker-nats',
  async start(folder, before) {
    const url = before ?? `nats://127.0.0.1:${await freePort()}`
    const program = new Program('nats-server', ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', new URL(url).port])
    failWithout(program, 'nats-server')
    await seconds(0.5)
    return { program, url }
  },
}

/** The mock cluster of librdkafka in memory, which kcat hosts. Its topics have four partitions. */
export const kafka: BrokerKind = {
  example: 'worker-kafka',
  async start() {
    const program = new Program('kcat', ['-P', '-b', 'mock', '-t', 'x', '-X', 'test.mock.num.brokers=1', '-d', 'mock'])
    failWithout(program, 'kcat')
    const find = () => /bootstrap\.servers=(\S+)/.exec(program.log)?.[1]
    await until(() => find() !== undefined, 10, 'the mock cluster')
    return { program, url: find()! }
  },
}

function failWithout(program: Program, name: string): void {
  program.exit.catch(error => {
    throw new Error(`${name} does not start: ${error.message}`)
  })
}
