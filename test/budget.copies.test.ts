import { describe, expect, test } from 'vitest'
import { compile, type Definition } from '../src/api/index.ts'
import { defaultBudget, type Json, type JsonObject } from '../src/value/index.ts'

/** A payload shares values with its event, which takes no time, but a host that writes the payload pays for it. */

const count = 2000
const properties = { t: 'x'.repeat(20_000), o: { t: 'x'.repeat(20_000) }, l: ['x'.repeat(20_000)], k: 't' }
const event = { type: 'track', event: 'E', userId: 'u', messageId: 'm', properties }
const path = (path: string) => ({ '@path': path })
const record = <T>(length: number, value: (index: number) => T) =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`f${index}`, value(index)]))

interface Given {
  readonly fields: Readonly<Record<string, JsonObject>>
  readonly mapping: JsonObject
}

function fields(field: JsonObject, value: Json, length = count): Given {
  return { fields: record(length, () => field), mapping: record(length, () => value) as JsonObject }
}

function one(value: Json): Given {
  return { fields: { f: open }, mapping: { f: value } }
}

function destination({ fields, mapping }: Given, subscriptions = 1, budget = defaultBudget) {
  const all = Array.from({ length: subscriptions }, (_, index) => {
    return { name: `s${index}`, action: 'send', trigger: 'type = "track"', mapping }
  })
  const definition = { slug: 'demo', name: 'Demo', actions: { send: { fields } }, subscriptions: all }
  return compile(definition as unknown as Definition, { budget })
}

const open = { type: 'object', additionalProperties: true }
const pair = (levels: number): Json => {
  if (levels === 0) return path('$.')
  return { '@transform': { apply: { l: path('$.'), r: path('$.') }, mapping: pair(levels - 1) } } as Json
}

describe('a payload over budget', () => {
  test.each(
    Object.entries({
      'strings in fields': fields({ type: 'string' }, path('$.properties.t')),
      'lists of strings in fields': fields({ type: 'string', multiple: true }, path('$.properties.l')),
      'objects in fields': fields(open, path('$.properties.o')),
      'strings in an object': one(record(count, () => path('$.properties.t'))),
      'objects in a list': one({ l: Array.from({ length: count }, () => path('$.properties.o')) }),
      'members of each item': one({
        l: { '@arrayPath': ['$.properties.l', record(count, () => path('$.'))] },
      }),
      'copies of copies': one({
        '@transform': {
          apply: record(30, () => path('$.properties')),
          mapping: record(30, () => path('$.')),
        },
      } as Json),
      'doubled copies': one(pair(28)),
      'paths that are computed': one(
        record(count, () => ({ '@path': { '@template': '$.properties.{{properties.k}}' } })),
      ),
    }),
  )('%s', (_, given) => {
    const { actions, failures } = destination(given).map(event)
    expect(actions).toEqual([])
    expect(failures).toEqual([expect.objectContaining({ code: 'CM910' })])
  })

  test('a whole payload', () => {
    const given = { fields: record(count, () => open), mapping: {} }
    const whole = {
      __segment_internal_directive: {
        '@merge': { direction: 'right', objects: [record(count, () => path('$.properties'))] },
      },
    }
    const { failures } = destination({ ...given, mapping: whole as JsonObject }).map(event)
    expect(failures).toEqual([expect.objectContaining({ code: 'CM910' })])
  })

  test('actions of many subscriptions', () => {
    const given = fields({ type: 'string' }, path('$.properties.t'), 1)
    const { actions, failures } = destination(given, 500, 1_000_000).map(event)
    expect(actions.length).toBeGreaterThan(5)
    // Five budgets, and those of the size of the event.
    expect(actions.length * properties.t.length).toBeLessThan(7_000_000)
    expect(failures).not.toEqual([])
  })
})

test.each([
  ['strings', { type: 'string' }, path('$.properties.t')],
  ['objects', open, path('$.properties.o')],
] as const)('25 %s of a payload are free', (_, field, value) => {
  const { failures } = destination(fields(field, value, 25), 1, 10_000).map(event)
  expect(failures).toEqual([])
})

test('the same value at one place of many is a payload within the budget', () => {
  const { actions } = destination(fields({ type: 'string' }, path('$.properties.t'), 200)).map(event)
  expect(actions).toHaveLength(1)
})

test('requests pay for all that a payload shares, also if they do not send it', () => {
  const request = { url: 'https://demo.example/', body: { a: 1 } }
  const actions = { send: { fields: { f: open }, requests: [request] } }
  const { requests } = compile({ slug: 'demo', name: 'Demo', actions, subscriptions: [] } as unknown as Definition)
  const action = { destination: 'demo', subscription: 's', action: 'send', subject: ['u'] }
  const shared = [properties.o]
  const { failures } = requests([{ ...action, payload: { f: Array.from({ length: count }, () => shared) } } as never])
  expect(failures).toEqual([expect.objectContaining({ code: 'CM910' })])
})
