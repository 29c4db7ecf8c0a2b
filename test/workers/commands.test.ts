import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judge, writeEvents } from './events.ts'
import { Program, until } from './process.ts'
import { setUp } from './setUp.ts'

const example = join(import.meta.dirname, '../../examples/worker-nats')

test('the demo delivers six calls and explains a dead letter', async () => {
  const demo = new Program(process.execPath, [join(example, 'demo.js')])
  expect(await demo.exit).toBe(0)
  expect(demo.output).toContain('207 {"failed":[{"index":1,')
  expect(demo.output.match(/^\{"account":"demo"/gm)).toHaveLength(2)
  expect(demo.output).toContain('/data = {"total":-5}')
})

test('events of an account without a file wait for it, also if its file is removed meanwhile', async () => {
  const { machine, vendor, files, writeAccount } = await setUp([])
  vendor.trouble = 0
  const written = writeEvents(300, 30).filter(({ kind }) => kind === 'good')
  const parts = [written.slice(0, 100), written.slice(100, 200), written.slice(200)]
  const publish = async (part: typeof written) => {
    expect(
      await machine.publish(
        part.map(({ event }) => event),
        ['--account', 'späte firma'],
      ).exit,
    ).toBe(0)
  }
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 20, 'a healthy worker')
  await publish(parts[0]!)
  await until(async () => (await worker.read('callmap_held_events_total')) === 100, 20, 'held events')
  writeAccount('späte firma')
  await until(() => judge(parts[0]!, vendor.accepted).lost === 0, 60, 'the first events')
  rmSync(join(files, 'späte firma.json'))
  await until(() => worker.program.log.includes('account-removed'), 40, 'the removal')
  await publish(parts[1]!)
  writeAccount('späte firma')
  await publish(parts[2]!)
  await until(() => judge(written, vendor.accepted).lost === 0, 60, 'all events')
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})

test('publish.js ends with 1 at a line that is not an event', async () => {
  const { machine } = await setUp([])
  const program = machine.run('publish')
  program.process.stdin!.end('{"type":"track","event":"A","userId":"u"}\n{"type":\n')
  expect(await program.exit).toBe(1)
  expect(program.log).toBe('line 2: a line is one event, as a JSON object\n')
})

test.each(['publish', 'deadLetters', 'connect', 'worker'] as const)(
  '%s.js has help, also for a wrong flag',
  async name => {
    const { machine } = await setUp([])
    const help = machine.run(name, ['--help'])
    expect([await help.exit, help.log]).toEqual([0, ''])
    expect(help.output).toMatch(new RegExp(`^node ${name}\\.js`))
    const wrong = machine.run(name, ['--nope'])
    expect([await wrong.exit, wrong.output]).toEqual([1, ''])
    expect(wrong.log).toBe(`Unknown option '--nope'\n\n${help.output}`)
  },
)

test('deadLetters.js deletes those of a person', async () => {
  const { machine } = await setUp(['acme'])
  const worker = await machine.startWorker()
  const events = ['ann', 'bob', 'ann'].map((userId, index) => ({ type: 'nonsense', userId, messageId: `m-${index}` }))
  expect(await machine.publish(events).exit).toBe(0)
  await until(async () => (await machine.readDeadLetters()).length === 3, 30, 'dead letters')
  const program = machine.run('deadLetters', ['--delete', 'ann'])
  expect([await program.exit, program.log]).toEqual([0, 'deleted 2\n'])
  expect((await machine.readDeadLetters()).map(({ event }) => event.userId)).toEqual(['bob'])
  expect(worker.program.log).not.toContain('ann')
})

test('a worker is unhealthy without its broker, and recovers', async () => {
  const { machine } = await setUp(['acme'])
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 20, 'a healthy worker')
  await machine.killBroker()
  await until(async () => !(await worker.isHealthy()), 20, 'an unhealthy worker')
  await machine.startBroker()
  await until(() => worker.isHealthy(), 30, 'a healthy worker again')
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
