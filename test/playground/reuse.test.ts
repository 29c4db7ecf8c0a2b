import { expect, test } from 'vitest'
import { example } from '../../src/playground/example.ts'
import { reuseSubscriptions } from '../../src/playground/run/reuse.ts'
import { openWorker } from './open.ts'

const run = (mapping: string) => openWorker().run({ ...example, mapping }, 'payload')
const before = run(example.mapping)

const findNew = (mapping: string) => {
  const report = run(mapping)
  const reused = reuseSubscriptions(report, before)
  expect(reused).toEqual(report)
  const known: readonly unknown[] = before.event!.subscriptions
  return reused.event!.subscriptions.flatMap((one, i) => (one === known[i] ? [] : [one.subscription]))
}

test('an edit makes new only the subscriptions whose results it changes', () => {
  expect(findNew(example.mapping)).toEqual([])
  expect(findNew(example.mapping.replace('"purchase"', '"order"'))).toEqual(['order-completed'])
})

test('another order of members is another result', () => {
  const { subscriptions, ...rest } = JSON.parse(example.mapping)
  const turned = subscriptions.map((one: { overrides?: { data: object } }) => {
    const data = Object.fromEntries(Object.entries(one.overrides?.data ?? {}).toReversed())
    return one.overrides ? { ...one, overrides: { ...one.overrides, data } } : one
  })
  expect(findNew(JSON.stringify({ ...rest, subscriptions: turned }))).toEqual(['order-completed'])
})

test('the first report is new', () => {
  expect(reuseSubscriptions(before, undefined)).toEqual(before)
})
