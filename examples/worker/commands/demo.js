// Starts a broker, a vendor and a worker on this machine, publishes calls, and shows what becomes of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The calls, the account and the vendor. Commands run in the folder of the broker, beside it. */
const demo = '../worker/demo'
const folder = mkdtempSync(join(tmpdir(), 'callmap-demo-'))
const env = { ...process.env, ACCOUNTS: `${demo}/accounts`, PORT: '8079', OWN_API_TOKEN: 't-1' }
const servers = []

function start(title, command, args, stdio) {
  console.log(`\n$ ${title}`)
  return spawn(command, args, { env, stdio })
}

/** A program that runs until the end of the demo. */
class Server {
  title
  program
  log = ''

  constructor(title, command, args) {
    this.title = title
    this.program = start(title, command, args, ['pipe', 'inherit', 'pipe'])
    this.program.stderr.on('data', chunk => {
      this.log += chunk
    })
    this.program.on('error', error => {
      this.log += error.message
    })
    servers.push(this)
  }

  get hasEnded() {
    return this.program.exitCode !== null || this.program.pid === undefined
  }

  /** Waits until the log has a match. */
  async find(pattern) {
    for (;;) {
      const found = pattern.exec(this.log)
      if (found) return found[1]
      await checkServers()
    }
  }
}

/** Throws if a server has ended. */
async function checkServers() {
  await wait(100)
  const ended = servers.find(({ hasEnded }) => hasEnded)
  if (ended) throw new Error(`${ended.title} ended:\n${ended.log}`)
}

async function run(title, command, args, input) {
  const program = start(title, command, args, ['pipe', 'pipe', 'inherit'])
  if (input) createReadStream(input).pipe(program.stdin)
  else program.stdin.end()
  let output = ''
  for await (const chunk of program.stdout) output += chunk
  process.stdout.write(output)
  return output
}

async function isHealthy() {
  try {
    return (await fetch(`http://127.0.0.1:${env.PORT}/healthz`)).ok
  } catch {
    return false
  }
}

/** True if the worker has settled all calls. */
async function isDone() {
  const metrics = await (await fetch(`http://127.0.0.1:${env.PORT}/metrics`)).text()
  const { length } = readFileSync(`${demo}/calls.ndjson`, 'utf8').trim().split('\n')
  return Number(/^callmap_events_total (.*)$/m.exec(metrics)?.[1]) === length
}

async function show(startBroker) {
  env.BROKER_URL = await startBroker(folder, (...command) => new Server(...command))
  new Server(`node ${demo}/vendor.js`, process.execPath, [`${demo}/vendor.js`])
  const worker = new Server('node worker.js', process.execPath, ['worker.js'])
  while (!(await isHealthy())) await checkServers()

  const calls = `${demo}/calls.ndjson`
  await run(`node publish.js < ${calls}`, process.execPath, ['publish.js'], calls)
  while (!(await isDone())) await checkServers()
  const letters = await run('node deadLetters.js', process.execPath, ['deadLetters.js'])

  const file = join(folder, 'letter.json')
  const refused = letters.split('\n').find(line => line.includes('"rejected"'))
  if (!refused) throw new Error(`no order was refused. The log of the worker:\n${worker.log}`)
  writeFileSync(file, refused)
  const { subscription } = JSON.parse(refused).action
  const callmap = fileURLToPath(new URL('dist/cli/main.js', import.meta.resolve('callmap/package.json')))
  const mappings = `${demo}/accounts/demo.json`
  const title = `callmap explain letter.json ${subscription} -m ${mappings}`
  await run(title, process.execPath, [callmap, 'explain', file, subscription, '-m', mappings])
}

async function stop() {
  for (const { program, hasEnded } of servers.reverse()) {
    if (hasEnded) continue
    // kcat ends with its input.
    program.stdin.end()
    program.kill()
    await once(program, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
}

/**
 * The command of the demo, in the folder of a broker. `startBroker(folder, startServer)` starts a broker
 * that may keep files in `folder`, and returns its URL.
 */
export function runDemo(startBroker) {
  show(startBroker)
    .catch(error => {
      console.error(`\n${error.message}`)
      process.exitCode = 1
    })
    .finally(stop)
}
