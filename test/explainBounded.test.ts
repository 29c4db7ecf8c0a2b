import { expect, test } from 'vitest'
import { compile } from '../src/api/index.ts'
import { inspect } from '../src/engine/index.ts'
import { cpuTime } from './cpuTime.ts'

const clauses = Array.from({ length: 4000 }, (_, i) => `properties.a = "${i}"`)
const destination = compile({
  slug: 'demo',
  name: 'Demo',
  actions: { send: { fields: {} } },
  subscriptions: [{ name: 's', action: 'send', trigger: clauses.join(' or ') }],
})

test.each([
  ['string', 'x'.repeat(1_000_000)],
  ['list', Array.from({ length: 200_000 }, () => 'x')],
])('an explanation of many clauses about one large %s shows it some times', (_, a) => {
  const event = { type: 'track', userId: 'u', properties: { a } }
  const start = cpuTime()
  const [verdict] = destination.explain(event).verdicts
  const why = inspect(destination).why(event, 's')
  expect(cpuTime() - start).toBeLessThan(3000)
  const shown = verdict!.clauses!.map(({ actual }) => actual)
  expect(shown).toHaveLength(4000)
  expect(shown[0]).toEqual(a)
  expect(shown.at(-1)).toBe('(too large to be shown)')
  expect(JSON.stringify({ verdict, why }).length).toBeLessThan(60_000_000)
})
