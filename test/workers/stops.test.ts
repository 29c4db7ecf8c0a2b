import { expect, test } from 'vitest'
import { nats } from './brokers.ts'
import { writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'
import { testStops } from './stops.ts'

test('a worker that is asked to stop repeats nothing', () => testStops(nats, 60))

test('a command logs that it waits for the broker, and goes on when the broker is there', async () => {
  const { machine } = await setUp(['acme'])
  await machine.killBroker()
  const publisher = machine.publish(writeEvents(4, 1).map(({ event }) => event))
  await until(() => publisher.log.includes('"waiting-for-broker"'), 10, 'the log')
  await machine.startBroker()
  expect(await publisher.exit).toBe(0)
})
