import { expect, test } from 'vitest'
import { judge, writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'

test('an event that its vendor neither takes nor refuses ends as a dead letter, and keeps no other', async () => {
  const { machine, vendor } = await setUp(['acme'])
  vendor.trouble = 0
  const written = writeEvents(400, 40).filter(({ kind }) => kind === 'good')
  const { event } = written.find(({ event: { properties } }) => properties.step === 2)!
  const worker = await machine.startWorker({ MAX_AGE: '3' })
  vendor.fails = item => item.user === event.userId && item.step === 2
  // Others are accepted all the time.
  const publish = async (count: number) => {
    const more = writeEvents(40, 40).map(({ event }) => ({ ...event, userId: `later-${event.userId}-${count}` }))
    expect(await machine.publish(more).exit).toBe(0)
  }
  expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
  const letters = async () => (await machine.readDeadLetters()).filter(({ outcome }) => outcome.code === 'too-old')
  let count = 0
  await until(
    async () => {
      await publish(count++)
      return (await letters()).length > 0
    },
    60,
    'a dead letter',
  )
  const own = () => vendor.accepted.filter(({ user }) => !user.startsWith('later'))
  await until(() => judge(written, own()).lost === 1, 30, 'all others')
  expect((await letters()).map(({ event }) => event.messageId)).toEqual([event.messageId])
  expect(judge(written, own())).toMatchObject({ lost: 1, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  expect(await worker.program.signal('SIGTERM')).toBe(0)
})
