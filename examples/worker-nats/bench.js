// Compares the worker with `map` alone, and with a loop that consumes and fetches without any care. All of them use one
// core, so their rates are events per second of processor time, which other programs of the machine do not change. Linux.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { compile, normalize } from 'callmap'
import { fetchWith } from '../worker/lib/fetch.js'
import { openBroker } from './lib/broker.js'
import { EventReader } from './lib/eventReader.js'

const [count, users, batch, rounds] = [12_000, 500, 40, 3]
const [brokerUrl, vendorPort, port] = ['nats://127.0.0.1:4224', 9091, 8078]

const definition = {
  slug: 'bench',
  name: 'Bench',
  settings: { url: { type: 'string', format: 'uri', required: true } },
  actions: {
    send: {
      fields: {
        user: { type: 'string', required: true, default: { '@path': '$.userId' } },
        data: { type: 'object', default: { '@path': '$.properties' } },
      },
      requests: [{ url: { '@path': '$.settings.url' }, body: { '@path': '$.payload' } }],
    },
  },
  subscriptions: [{ name: 'send', action: 'send', trigger: 'type = "track"' }],
}
const settings = { url: `http://127.0.0.1:${vendorPort}/` }
const events = Array.from({ length: count }, (_, index) => ({
  type: 'track',
  event: 'Step',
  userId: `u-${index % users}`,
  messageId: `m-${index}`,
  properties: { step: index, plan: 'team', total: 12.5, currency: 'EUR' },
}))

const vendor = `require('node:http').createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  request.resume().on('end', () => response.end())
}).listen(${vendorPort}, '127.0.0.1')`

/** Events per second of processor time, of a function that handles all events. */
async function measure(run) {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return count / ((user + system) / 1e6)
}

/** Seconds of processor time of another process. */
function readTime(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13)
  return (Number(user) + Number(system)) / 100
}

function mapAlone(destination) {
  for (const event of events) destination.requests(destination.map(normalize(event).events[0]).actions)
}

const fetchAlways = fetchWith(() => true)
const send = async ({ url, ...options }) => {
  const { signal } = new AbortController()
  return new Response((await fetchAlways(url, { ...options, signal })).body).text()
}

/** A loop without order, offsets, leases and outcomes: whatever arrives is sent, and a batch later the next. */
async function bareLoop(broker, destination, starts) {
  const ending = new AbortController()
  let left = count
  const consume = async (start, partition) => {
    const options = { limit: batch, signal: ending.signal }
    const reader = await EventReader.open(broker.client, partition, start, options)
    while (left > 0) {
      const entries = await reader.next()
      const actions = entries.flatMap(({ event }) => destination.map(event).actions)
      const { requests } = destination.requests(actions)
      await Promise.all(requests.map(send))
      left -= entries.length
      if (left === 0) ending.abort()
    }
    await reader.close()
  }
  await Promise.all(starts.map(consume))
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-bench-'))
  const env = { ...process.env, BROKER_URL: brokerUrl, ACCOUNTS: join(folder, 'accounts'), PORT: String(port) }
  mkdirSync(env.ACCOUNTS)
  writeFileSync(join(folder, 'definition.json'), JSON.stringify(definition))
  const account = { destination: '../definition.json', settings }
  writeFileSync(join(env.ACCOUNTS, 'bench.json'), JSON.stringify(account))
  const start = (command, args) => spawn(command, args, { env, stdio: 'ignore', cwd: import.meta.dirname })
  const server = ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', new URL(brokerUrl).port]
  const programs = [start('nats-server', server), start(process.execPath, ['-e', vendor])]
  const broker = await openBroker({ broker: brokerUrl })
  const destination = compile(definition, { settings })

  const publish = async () => {
    const program = spawn(process.execPath, ['publish.js'], {
      env,
      stdio: ['pipe', 'ignore', 'inherit'],
      cwd: import.meta.dirname,
    })
    program.stdin.end(events.map(event => `${JSON.stringify(event)}\n`).join(''))
    await new Promise(resolve => program.on('exit', resolve))
  }
  const readCount = async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text().catch(() => '')
    return Number(/^callmap_events_total (.*)$/m.exec(metrics)?.[1] ?? 0)
  }
  const rates = { map: [], loop: [], worker: [] }
  for (let round = 0; round < rounds; round++) {
    const { state } = await broker.manager.streams.info('events')
    await publish()
    rates.map.push(await measure(() => mapAlone(destination)))
    const starts = Array.from({ length: broker.partitions }, () => state.last_seq)
    rates.loop.push(await measure(() => bareLoop(broker, destination, starts)))
    const worker = start(process.execPath, ['worker.js'])
    // The first half warms the process up. The others are warm since the first round.
    while (!((await readCount().catch(() => 0)) > count / 2)) await wait(100)
    const [before, done] = [readTime(worker.pid), await readCount()]
    while ((await readCount()) < count) await wait(100)
    rates.worker.push((count - done) / (readTime(worker.pid) - before))
    worker.kill()
    await new Promise(resolve => worker.on('exit', resolve))
  }
  const median = list => list.toSorted((a, b) => a - b)[list.length >> 1]
  const [map, loop, worker] = [median(rates.map), median(rates.loop), median(rates.worker)]
  console.log({ map, loop, worker, ofMap: worker / map, ofLoop: worker / loop })
  await broker.connection.close()
  for (const program of programs.reverse()) program.kill()
  rmSync(folder, { recursive: true, force: true })
}

main()
