import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BrokerKind } from './brokers.ts'
import { examples, Program, until } from './process.ts'
import { setUp } from './setUp.ts'

/** Tests of the commands that both workers share. */
export function testCommands(kind: BrokerKind) {
  const { example } = kind

  test('the demo delivers six calls and explains a dead letter', async () => {
    const demo = new Program(process.execPath, [join(examples, example, 'demo.js')])
    expect(await demo.exit).toBe(0)
    // Windows may divide the three orders.
    expect(demo.output).toMatch(/207 \{"failed":\[\{"index":[0-2],/)
    expect(demo.output.match(/^\{"account":"demo"/gm)).toHaveLength(2)
    expect(demo.output).toContain('/data = {"total":-5}')
  })

  test('publish.js ends with 1 at a line that is not an event', async () => {
    const { machine } = await setUp([], kind)
    const program = machine.run('publish')
    program.process.stdin!.end('{"type":"track","event":"A","userId":"u"}\n{"type":\n')
    expect(await program.exit).toBe(1)
    const lines = program.log.split('\n').filter(line => !line.startsWith('{'))
    expect(lines).toEqual(['line 2: a line is one event, as a JSON object', ''])
  })

  test.each(['publish', 'deadLetters', 'connect', 'worker'] as const)(
    '%s.js has help, also for a wrong flag',
    async name => {
      const { machine } = await setUp([], kind)
      const help = machine.run(name, ['--help'])
      expect([await help.exit, help.log]).toEqual([0, ''])
      expect(help.output).toMatch(new RegExp(`^node ${name}\\.js`))
      const wrong = machine.run(name, ['--nope'])
      expect([await wrong.exit, wrong.output]).toEqual([1, ''])
      expect(wrong.log).toBe(`Unknown option '--nope'\n\n${help.output}`)
    },
  )

  test('publish.js does not take an empty name for all accounts', async () => {
    const { machine } = await setUp([], kind)
    const program = machine.publish([{ type: 'track', event: 'A', userId: 'u' }], ['--account', ''])
    expect([await program.exit, program.log]).toEqual([1, '--account is the name of an account\n'])
  })

  test('deadLetters.js ends quietly when its reader does', async () => {
    const { machine } = await setUp(['acme'], kind)
    await machine.startWorker()
    const events = Array.from({ length: 200 }, (_, index) => ({
      type: 'nonsense',
      userId: 'u',
      messageId: `m-${index}`,
    }))
    expect(await machine.publish(events).exit).toBe(0)
    await until(async () => (await machine.readDeadLetters()).length === events.length, 30, 'dead letters')
    const program = machine.run('deadLetters', ['--follow'])
    program.process.stdout!.destroy()
    expect([await program.exit, program.log]).toEqual([0, ''])
  })

  test('deadLetters.js deletes those of a person', async () => {
    const { machine } = await setUp(['acme'], kind)
    const worker = await machine.startWorker()
    const events = ['ann', 'bob', 'ann'].map((userId, index) => ({ type: 'nonsense', userId, messageId: `m-${index}` }))
    expect(await machine.publish(events).exit).toBe(0)
    await until(async () => (await machine.readDeadLetters()).length === 3, 30, 'dead letters')
    const both = machine.run('deadLetters', ['--delete', 'ann', '--follow'])
    expect([await both.exit, both.log]).toEqual([1, '--delete has no --follow\n'])
    const program = machine.run('deadLetters', ['--delete', 'ann'])
    expect([await program.exit, program.log]).toEqual([0, 'deleted 2\n'])
    expect((await machine.readDeadLetters()).map(({ event }) => event.userId)).toEqual(['bob'])
    expect(worker.program.log).not.toContain('ann')
  })
}
