import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { BrokerKind } from './brokers.ts'

export const examples = join(import.meta.dirname, '../../examples')

export const seconds = (count: number) => new Promise(resolve => setTimeout(resolve, count * 1000))

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A process that a test may kill. */
export class Program {
  readonly process: ChildProcess
  readonly exit: Promise<number | null>
  output = ''
  log = ''

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    this.process.stdout!.on('data', data => {
      this.output += data
    })
    this.process.stderr!.on('data', data => {
      this.log += data
      if (process.env.WORKER_LOG) appendFileSync(process.env.WORKER_LOG, `${this.process.pid} ${data}`)
    })
    this.exit = new Promise((resolve, reject) => {
      this.process.on('error', reject)
      this.process.on('close', resolve)
    })
  }

  async signal(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal)
    return this.exit
  }
}

/** A broker on loopback, and the commands of the worker. */
export class Machine {
  readonly #kind: BrokerKind
  readonly #folder: string
  readonly #env: Record<string, string>
  #broker: Program | undefined
  readonly #workers = new Set<Program>()

  constructor(kind: BrokerKind, folder: string, env: Record<string, string>) {
    this.#kind = kind
    this.#folder = folder
    this.#env = env
  }

  async startBroker(): Promise<void> {
    const { program, url } = await this.#kind.start(join(this.#folder, 'broker'), this.#env.BROKER_URL)
    this.#broker = program
    this.#env.BROKER_URL = url
  }

  async killBroker(): Promise<void> {
    await this.#broker!.signal('SIGKILL')
  }

  run(command: 'worker' | 'publish' | 'deadLetters' | 'connect', args: readonly string[] = [], env = {}): Program {
    return new Program(process.execPath, [join(examples, this.#kind.example, `${command}.js`), ...args], {
      ...this.#env,
      ...env,
    })
  }

  async startWorker(env = {}): Promise<Worker> {
    const port = await freePort()
    const program = this.run('worker', [], { ...env, PORT: String(port) })
    this.#workers.add(program)
    program.exit.finally(() => this.#workers.delete(program))
    return new Worker(program, port)
  }

  publish(events: readonly object[], args: readonly string[] = []): Program {
    const program = this.run('publish', args)
    program.process.stdin!.end(events.map(event => `${JSON.stringify(event)}\n`).join(''))
    return program
  }

  /** Stores the tokens of an account. */
  async connect(account: string, tokens: object): Promise<void> {
    const program = this.run('connect', [account])
    program.process.stdin!.end(JSON.stringify(tokens))
    if ((await program.exit) !== 0) throw new Error(program.log)
  }

  async readDeadLetters(): Promise<DeadLetter[]> {
    const program = this.run('deadLetters')
    const code = await program.exit
    if (code !== 0) throw new Error(program.log)
    return program.output
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line))
  }

  async stop(): Promise<void> {
    for (const worker of this.#workers) await worker.signal('SIGKILL')
    await this.killBroker()
  }
}

export interface DeadLetter {
  readonly account: string
  readonly event: { readonly messageId: string; readonly userId: string }
  readonly action: { readonly action: string; readonly payload: object } | null
  readonly outcome: { readonly outcome: string; readonly code?: string; readonly at?: string; readonly message: string }
}

export class Worker {
  readonly program: Program
  readonly #port: number

  constructor(program: Program, port: number) {
    this.program = program
    this.#port = port
  }

  async isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.#port}/healthz`)).ok
    } catch {
      return false
    }
  }

  /** Value of a metric without labels. */
  async read(metric: string): Promise<number> {
    try {
      const text = await (await fetch(`http://127.0.0.1:${this.#port}/metrics`)).text()
      return Number(new RegExp(`^${metric} (.*)$`, 'm').exec(text)?.[1])
    } catch {
      return Number.NaN
    }
  }
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, limit: number, subject: string): Promise<number> {
  const start = Date.now()
  while (!(await holds())) {
    if (Date.now() - start > limit * 1000) throw new Error(`${subject}: not within ${limit} s`)
    await seconds(0.05)
  }
  return (Date.now() - start) / 1000
}
