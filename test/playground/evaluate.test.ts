import { describe, expect, test } from 'vitest'
import { example } from '../../src/playground/example.ts'
import type { Project } from '../../src/playground/project.ts'
import { views } from '../../src/playground/run/protocol.ts'
import { cpuTime } from '../cpuTime.ts'
import { readJson } from '../destinations/sent.ts'
import { sample } from '../seed.ts'
import { type CheckedReport, definitions, openWorker } from './open.ts'

const verdictsOf = ({ evaluator }: ReturnType<typeof openWorker>) =>
  Array.from({ length: evaluator.count }, (_, i) => {
    const { kind, requests, code } = evaluator.verdict(i)
    return [kind, requests, code].filter(part => part !== undefined).join(' ')
  })

describe('the example', () => {
  const worker = openWorker()

  test('has a verdict for each event', () => {
    const report = worker.run(example)
    const sent = 'sent 1'
    const none = 'not matched 0'
    expect(verdictsOf(worker)).toEqual([sent, sent, sent, sent, none, 'failed 0 CM902', none, sent])
    expect(report.problems).toEqual([])
  })

  test('has the requests of the selected event, and the reasons of the others', () => {
    const [person, , order] = worker.run(example).event!.subscriptions
    expect(person).toMatchObject({ verdict: 'not matched', reason: 'type is "track", not "identify"' })
    expect(order!.requests[0]).toMatchObject({ method: 'POST', url: 'https://track.customer.io/api/v2/entity' })
    expect(JSON.parse(order!.requests[0]!.body!)).toMatchObject({ name: 'purchase', attributes: { items: 5 } })
    expect(order!.requests[0]!.curl).toMatch(/^curl -X POST /)
  })

  test('shows the way of a value: its expression, the values in it, and its source', () => {
    worker.run(example, 'payload')
    const [trace] = worker.evaluator.trace('order-completed').filter(({ field }) => field === '/data/items')
    const { place } = trace!
    expect(example.mapping.slice(place.from, place.to)).toBe('$sum(properties.products.quantity)')
    expect(trace).toMatchObject({ isDrawn: true, isAbsent: false, place: { file: 'mapping' } })
    expect(trace!.drawing[0]).toBe('$sum(properties.products.quantity)')
    expect(trace!.sources).toContain('/properties/products')
  })

  test('has only what its view shows', () => {
    const parts = views.map(view => {
      const { requests, payload, traces } = worker.run(example, view).event!.subscriptions[2]!
      return [view, requests.length > 0 && 'requests', payload && 'payload', traces && 'traces'].filter(Boolean)
    })
    expect(parts).toEqual([
      ['requests', 'requests'],
      ['payload', 'payload'],
      ['why', 'traces'],
      ['answers', 'requests'],
      ...[['lineage'], ['diff'], ['tests'], ['journey']],
    ])
  })

  test('shows why an event is not matched, and what it would send', () => {
    const order = worker.run({ ...example, selected: 4 }, 'why').event!.subscriptions[2]!
    expect(order.clauses!.map(({ isTrue, decides, value }) => [isTrue, decides, value])).toEqual([
      [true, false, 'track'],
      [true, false, 'Order Completed'],
      [false, true, 'USD'],
    ])
    const { place } = order.clauses![2]!
    expect(example.mapping.slice(place.from, place.to)).toBe(String.raw`properties.currency = \"EUR\"`)
    expect(order.forced!.answer).toContain('would send trackEvent')
    expect(order.forced!.failures).toEqual([])
  })

  test('shows why an event that is not matched would fail', () => {
    const account = worker.run(example, 'why').event!.subscriptions[1]!
    expect(account.forced!.answer).toContain('would fail')
    expect(account.forced!.failures).toMatchObject([{ code: 'CM901', at: '/id' }])
  })

  test('explains each of two subscriptions with one name', () => {
    const mapping = JSON.parse(example.mapping)
    const [order] = mapping.subscriptions.slice(2)
    const twice = { ...mapping, subscriptions: [order, { ...order, trigger: 'type = "page"' }] }
    const [first, second] = worker.run({ ...example, mapping: JSON.stringify(twice) }, 'why').event!.subscriptions
    expect(first!.clauses!.map(({ isTrue }) => isTrue)).toEqual([true, true, true])
    expect(second!.clauses).toMatchObject([{ text: 'type = "page"', isTrue: false, decides: true }])
  })

  test('says what an answer means', () => {
    const answer = '{ "status": 429 }'
    const order = worker.run({ ...example, answer }, 'answers').event!.subscriptions[2]!
    expect(order.requests[0]!.answered).toEqual([{ outcome: 'retry', text: 'answered 429' }])
    const wrong = worker.run({ ...example, answer: '{ "state": 1 }' }, 'answers')
    expect(wrong.event!.notes.join()).toContain('the answer needs a `status`')
  })

  test('lists where fields go', () => {
    const { overview } = worker.run(example, 'lineage')
    const flows = overview?.view === 'lineage' ? overview.flows : []
    expect(flows).toContainEqual(
      expect.objectContaining({ from: 'properties.total', to: 'data.amount', how: '@jsonata $number' }),
    )
  })

  test('tells places in an own definition from those in its mappings', () => {
    const mapping = example.mapping.replace('"customerio"', '"../destinations/own.json"')
    const own = { ...example, destination: '', definition: definitions.customerio!, mapping }
    const { overview } = worker.run(own, 'lineage')
    const places = overview?.view === 'lineage' ? overview.flows.map(({ place }) => place) : []
    const written = (file: string) => places.filter(place => place.file === file).map(({ where }) => where)
    expect(written('definition')[0]).toMatch(/^definition:\d+:\d+$/)
    expect(written('mapping')[0]).toMatch(/^own\.json:\d+:\d+$/)
  })

  test('plays the calls', () => {
    const { overview } = worker.run(example, 'journey')
    expect(overview).toMatchObject({ journey: { isKnown: true, ties: [{ call: 2 }] } })
  })

  test('is compared with a pinned mapping', () => {
    const { overview } = worker.run(
      { ...example, mapping: example.mapping.replace('"purchase"', '"order"') },
      'diff',
      example,
    )
    const changes = overview?.view === 'diff' ? overview.changes : []
    expect(changes.map(({ event, at, before, after }) => [event, at, before, after])).toEqual([
      [3, '/name', 'purchase', 'order'],
    ])
  })

  test('has tests once a result is saved as one, with their coverage', () => {
    worker.run(example)
    const tests = worker.tools.test(example.events[3]!.text, undefined)!
    const { overview } = worker.run({ ...example, tests }, 'tests')
    const shown = overview?.view === 'tests' ? overview : expect.fail()
    expect(shown.tests.map(({ status }) => status)).toEqual(['passed'])
    expect(new Set(shown.covered.map(({ share }) => share))).toEqual(new Set(['full', 'part']))
    const more = worker.tools.test(example.events[1]!.text, tests)!
    expect(JSON.parse(more).tests).toHaveLength(2)
  })

  test('keeps its last result while the mapping has an error', () => {
    worker.run(example)
    const broken = worker.edit({ mapping: example.mapping.replace('$sum(', '$sume(') })
    expect(broken).toMatchObject({ isStale: true, problems: [{ file: 'mapping', severity: 'error', code: 'CM602' }] })
    expect(broken.event!.subscriptions[2]!.requests).toHaveLength(1)
    const cut = worker.edit({ mapping: example.mapping.slice(0, 300) })
    expect(cut.isStale).toBe(true)
    expect(cut.problems.length).toBeGreaterThan(0)
    expect(worker.edit({ mapping: example.mapping })).toMatchObject({ isStale: false, problems: [] })
  })
})

describe('an edit gives the result of the edited project', () => {
  const mapping = JSON.parse(example.mapping)
  const [first, second, third, ...others] = mapping.subscriptions
  const withSubscriptions = (...subscriptions: object[]) => JSON.stringify({ ...mapping, subscriptions }, null, 1)
  const definition = definitions.customerio!
  const edits: Record<string, Partial<Project>> = {
    'a longer name above': {
      mapping: withSubscriptions({ ...first, name: 'a-longer-name' }, second, third, ...others),
    },
    'another order': { mapping: withSubscriptions(third, first, second, ...others) },
    'a disabled subscription': { mapping: withSubscriptions(first, second, { ...third, enabled: false }, ...others) },
    'another trigger': { mapping: withSubscriptions(first, second, { ...third, trigger: 'type = "page"' }, ...others) },
    'another setting': { mapping: JSON.stringify({ ...mapping, settings: { ...mapping.settings, siteId: 'other' } }) },
    'a placeholder that is a person': { mapping: JSON.stringify({ ...mapping, allowIds: ['guest'] }) },
    'consent to a category': { mapping: JSON.stringify({ ...mapping, consent: ['Advertising'] }) },
    'another event': { selected: 4 },
    'an own definition': { definition: definition.replace('"name": "', '"name": "My ') },
    'an edited event': { events: example.events.map(({ text }) => ({ text: text.replace('EUR', 'USD') })) },
  }

  const worker = openWorker()

  test.each(Object.keys(edits))('%s', name => {
    for (const view of sample(['payload', 'why', 'lineage'] as const, name)) {
      worker.run(example, view)
      traceAll(worker)
      const edited = omitRun(worker.edit(edits[name]!, view))
      expect(edited).toMatchObject({ isStale: false })
      const other = openWorker()
      expect(edited).toEqual(omitRun(other.run({ ...example, ...edits[name] }, view)))
      expect(traceAll(worker)).toEqual(traceAll(other))
    }
  })
})

const traceAll = ({ evaluator }: ReturnType<typeof openWorker>) =>
  evaluator.loaded!.subscriptions.map(name => evaluator.trace(name))

const omitRun = ({ id, took, ...report }: CheckedReport) => report

describe('a bundled destination can be opened', () => {
  const calls = (readJson('fixtures/events/six-calls.json') as object[]).map(call => ({ text: JSON.stringify(call) }))
  const findErrors = (slug: string, texts: readonly string[]) => {
    const { run, tools } = openWorker()
    const project = { destination: slug, mapping: tools.start(slug, texts), events: calls, selected: 0 }
    return run(project).problems.filter(({ severity }) => severity === 'error')
  }
  const slugs = Object.keys(definitions)

  test.each(slugs)('%s, with the subscriptions that the events suggest', slug => {
    expect(
      findErrors(
        slug,
        calls.map(({ text }) => text),
      ),
    ).toEqual([])
  })

  test.each(sample(slugs))('%s, with its default subscriptions', slug => {
    expect(findErrors(slug, [])).toEqual([])
  })
})

test('any text is a project: nothing throws', () => {
  const { run, evaluator } = openWorker()
  for (const text of ['', '{', '[]', 'null', '{"destination":"customerio"}', '{"destination":"nope"}', '"\\ud800"']) {
    for (const view of views) {
      const project = {
        destination: 'customerio',
        mapping: text,
        definition: text,
        tests: text,
        answer: text,
        events: [{ text }],
        selected: 0,
      }
      expect(() => run(project, view).problems).not.toThrow()
      expect(() => evaluator.verdict(0)).not.toThrow()
    }
  }
})

test.each(sample(['customerio', 'facebook-conversions']))(
  'an edit of 20 subscriptions of %s has a result within 50 ms',
  slug => {
    const { tools, evaluator, edit } = openWorker()
    const events = [...example.events, ...example.events.slice(0, 2)]
    const suggested = JSON.parse(
      tools.start(
        slug,
        events.map(({ text }) => text),
      ),
    )
    const subscriptions: { trigger: string }[] = Array.from({ length: 20 }, (_, i) => {
      const one = suggested.subscriptions[i % suggested.subscriptions.length]
      return { ...one, name: `s${i}`, trigger: `${one.trigger} and properties.shop != ${i}` }
    })
    const pinned = { destination: slug, mapping: JSON.stringify({ ...suggested, subscriptions }) }
    edit({ ...example, ...pinned, events })
    const [, , , order] = events
    edit({ tests: tools.test(order!.text, undefined)! })
    for (const view of views) {
      const times = Array.from({ length: 20 }, (_, i) => {
        const trigger = `${subscriptions[3]!.trigger} and properties.edit != ${i}`
        const edited = subscriptions.with(3, { ...subscriptions[3]!, trigger })
        const mapping = JSON.stringify({ ...suggested, subscriptions: edited }, null, 2)
        const start = cpuTime()
        evaluator.answer({ id: i, changed: { mapping }, isWhole: false, view, pinned })
        for (let event = 0; event < events.length; event++) evaluator.verdict(event)
        return cpuTime() - start
      })
      // The first edits also compile the code of the worker.
      const later = times.slice(9).toSorted((a, b) => a - b)
      expect(later[5]).toBeLessThan(50)
    }
  },
)
