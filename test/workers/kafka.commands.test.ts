import { expect, onTestFinished, test } from 'vitest'
import { kafka } from './brokers.ts'
import { testCommands } from './commands.ts'
import { Program, until } from './process.ts'
import { setUp } from './setUp.ts'

testCommands(kafka)

test('the URL of a broker is host:port', async () => {
  const { machine } = await setUp([], kafka)
  const program = machine.run('publish', [], { BROKER_URL: 'nats://127.0.0.1:4222' })
  expect([await program.exit, program.output]).toEqual([1, ''])
  expect(program.log).toBe('BROKER_URL must be host:port[,host:port]\n')
})

test('a command logs that it waits for the broker', async () => {
  const { machine } = await setUp([], kafka)
  const program = machine.run('publish', [], { BROKER_URL: '127.0.0.1:1' })
  await until(() => program.log.includes('"waiting-for-broker"'), 10, 'the log')
  await program.signal('SIGKILL')
})

test('deadLetters.js tells of a record that is no dead letter, and prints the others', async () => {
  const { program, url } = await kafka.start('', undefined)
  onTestFinished(async () => void (await program.signal('SIGKILL')))
  const { machine } = await setUp([], kafka)
  const publisher = new Program('kcat', ['-P', '-b', url, '-t', 'deadLetters', '-p', '0', '-K', ':'])
  publisher.process.stdin!.end('a:of another program\nb:{"account":"acme","event":null}\n')
  expect(await publisher.exit).toBe(0)
  const reader = machine.run('deadLetters', [], { BROKER_URL: url })
  expect([await reader.exit, reader.output]).toEqual([0, '{"account":"acme","event":null}\n'])
  expect(reader.log).toContain('"not-a-dead-letter","topic":"deadLetters","partition":0,"offset":0')
})

test('a worker is unhealthy without its broker, and ends all the same', async () => {
  const { machine } = await setUp(['acme'], kafka)
  const worker = await machine.startWorker()
  await until(() => worker.isHealthy(), 30, 'a healthy worker')
  await machine.killBroker()
  await until(async () => !(await worker.isHealthy()), 20, 'an unhealthy worker')
  const asked = Date.now()
  await worker.program.signal('SIGTERM')
  expect(Date.now() - asked).toBeLessThan(20_000)
})
