// Starts a broker, a vendor and a worker on this machine, publishes calls, and shows what becomes of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const here = import.meta.dirname
const folder = mkdtempSync(join(tmpdir(), 'callmap-demo-'))
const env = {
  ...process.env,
  BROKER_URL: 'nats://127.0.0.1:4223',
  ACCOUNTS: join(here, 'demo/accounts'),
  PORT: '8079',
  OWN_API_TOKEN: 't-1',
}
const servers = []

function start(title, command, args, stdio) {
  console.log(`\n$ ${title}`)
  return spawn(command, args, { env, stdio, cwd: here })
}

function startServer(title, command, args) {
  const program = start(title, command, args, ['ignore', 'inherit', 'pipe'])
  const server = { title, program, log: '' }
  program.stderr.on('data', chunk => {
    server.log += chunk
  })
  program.on('error', error => {
    server.log += error.message
  })
  servers.push(server)
  return server
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

async function main() {
  const { port } = new URL(env.BROKER_URL)
  startServer(`nats-server -js -p ${port}`, 'nats-server', ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', port])
  startServer('node demo/vendor.js', process.execPath, ['demo/vendor.js'])
  const worker = startServer('node worker.js', process.execPath, ['worker.js'])
  while (!(await isHealthy())) {
    const ended = servers.find(({ program }) => program.exitCode !== null)
    if (ended) throw new Error(`${ended.title} ended:\n${ended.log}`)
    await wait(100)
  }

  await run('node publish.js < demo/calls.ndjson', process.execPath, ['publish.js'], join(here, 'demo/calls.ndjson'))
  await wait(2000)
  const letters = await run('node deadLetters.js', process.execPath, ['deadLetters.js'])

  const file = join(folder, 'letter.json')
  const refused = letters.split('\n').find(line => line.includes('"rejected"'))
  if (!refused) throw new Error(`no order was refused. The log of the worker:\n${worker.log}`)
  writeFileSync(file, refused)
  const { subscription } = JSON.parse(refused).action
  const callmap = fileURLToPath(new URL('dist/cli/main.js', import.meta.resolve('callmap/package.json')))
  const args = ['explain', file, subscription, '-m', 'demo/accounts/demo.json']
  await run(`callmap explain letter.json ${subscription} -m demo/accounts/demo.json`, process.execPath, [
    callmap,
    ...args,
  ])
}

async function stop() {
  for (const { program } of servers.reverse()) {
    if (program.exitCode !== null) continue
    program.kill()
    await once(program, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
}

main()
  .catch(error => {
    console.error(`\n${error.message}`)
    process.exitCode = 1
  })
  .finally(stop)
