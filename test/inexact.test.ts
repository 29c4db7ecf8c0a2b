import { expect, test } from 'vitest'
import {
  type CompileError,
  compile,
  type Definition,
  type FieldDefinition,
  type Json,
  type Settings,
} from '../src/api/index.ts'

const unsafe = JSON.parse('12345678901234567')
const digits = '12345678901234567'

/** Converts a value by a field: `[value]`, or the place of the failure. */
function made(field: FieldDefinition, value: Json): unknown {
  const destination = compile({
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { f: field } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"', mapping: { f: { '@path': '$.properties.v' } } }],
  })
  const event = { type: 'track', event: 'A', userId: 'u', properties: { v: value } }
  const { actions, failures } = destination.map(event)
  expect(destination.explain(event).verdicts[0]!.verdict).toBe(actions.length === 1 ? 'sent' : 'invalid')
  for (const { code, message } of failures) {
    expect([code, message]).toEqual(['CM903', expect.stringContaining('more digits than a JavaScript number keeps')])
  }
  return actions.length === 1 ? [actions[0]!.payload.f] : failures.map(({ at }) => at)
}

test.each<[FieldDefinition, Json, unknown]>([
  [{ type: 'string' }, unsafe, ['/f']],
  [{ type: 'text' }, unsafe, ['/f']],
  [{ type: 'string' }, -unsafe, ['/f']],
  [{ type: 'string' }, [unsafe], ['/f']],
  [{ type: 'string' }, 9007199254740991, ['9007199254740991']],
  [{ type: 'string' }, digits, [digits]],
  [{ type: 'string', multiple: true }, [1, unsafe], ['/f/1']],
  [{ type: 'string', multiple: true }, unsafe, ['/f/0']],
  [{ type: 'string', allowNull: true }, unsafe, ['/f']],
  [{ type: 'integer' }, digits, ['/f']],
  [{ type: 'integer' }, `-${digits}`, ['/f']],
  [{ type: 'integer' }, `${digits}.0`, ['/f']],
  [{ type: 'integer' }, '1.2345678901234567e16', ['/f']],
  [{ type: 'integer' }, unsafe, ['/f']],
  [{ type: 'integer', multiple: true }, ['1', digits], ['/f/1']],
  [{ type: 'integer' }, '9007199254740991', [9007199254740991]],
  [{ type: 'object', properties: { id: { type: 'string' } } }, { id: unsafe }, ['/f/id']],
  [{ type: 'object', properties: { id: { type: 'integer' } }, multiple: true }, [{ id: digits }], ['/f/0/id']],
  [{ type: 'number' }, unsafe, [unsafe]],
  [{ type: 'number' }, '0.12345678901234567', [0.12345678901234566]],
  [{ type: 'datetime' }, unsafe, [unsafe]],
  [{ type: 'object' }, { id: unsafe }, [{ id: unsafe }]],
])('%j converts %j to %j', (field, value, expected) => {
  expect(made(field, value)).toEqual(expected)
})

test.each<[settings: Settings, shown: boolean]>([
  [{ key: unsafe }, false],
  [{ name: unsafe }, true],
])('%j: the message shows the number, unless it is a secret', (settings, shown) => {
  const definition: Definition = {
    slug: 'demo',
    name: 'Demo',
    settings: { key: { type: 'secret' }, name: { type: 'string' } },
    actions: {},
  }
  try {
    compile(definition, { settings })
    expect.unreachable()
  } catch (error) {
    const [problem] = (error as CompileError).diagnostics
    expect(problem!.message).toContain('more digits than a JavaScript number keeps')
    expect(problem!.message.includes(String(unsafe))).toBe(shown)
  }
})
