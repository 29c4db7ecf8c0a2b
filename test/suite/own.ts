import { CompileError, compile, type Definition, type Json, type JsonObject } from '../../src/api/index.ts'
import { applyMocks, type CaseResult, parseSuite, runCase, type SuiteHost } from '../../src/suite/index.ts'

/** A destination that tests of test files are about, and events for it. */
export const definition = {
  slug: 'own',
  name: 'Own',
  settings: { host: { type: 'string', default: 'https://one.example.com' } },
  constants: { names: { a: 'Anna' } },
  functions: { regionFor: "function($ip) { $substring($ip, 0, 2) = '10' ? 'inside' : 'outside' }" },
  actions: {
    track: {
      fields: {
        id: { type: 'string', required: true, default: { '@path': '$.userId' } },
        at: { type: 'string', default: { '@path': '$.timestamp' } },
        total: { type: 'number', default: { '@jsonata': '$number(properties.total)' } },
        region: { type: 'string', default: { '@jsonata': '$regionFor(context.ip)' } },
      },
      requests: [
        {
          url: { '@template': '{{settings.host}}/track' },
          body: { who: { '@path': '$.payload.id' }, name: { '@path': '$.constants.names.a' } },
        },
      ],
    },
    note: {
      fields: { text: { type: 'string', default: { '@path': '$.event' } } },
      requests: [
        { url: 'https://example.com/1', encoding: 'text', body: { '@path': '$.payload.text' } },
        { url: 'https://example.com/2' },
      ],
    },
  },
  subscriptions: [
    { name: 'orders', action: 'track', trigger: 'type = "track" and event = "Order"' },
    { name: 'notes', action: 'note', trigger: 'type = "track" and event in ["Order", "Note"]' },
    { name: 'german', action: 'note', trigger: 'type = "track" and context.location.country = "DE"' },
    { name: 'off', action: 'note', trigger: 'type = "track"', enabled: false },
  ],
}

export const order = { type: 'track', event: 'Order', messageId: 'm', userId: 'u', properties: { total: '12.5' } }
export const note = { ...order, event: 'Note' }
const files = new Map<string, Json>([['./events/order.json', order]])

const host: SuiteHost = {
  compile: account => [
    compile(applyMocks(definition as JsonObject, account) as unknown as Definition, {
      settings: { ...account.settings },
    }),
  ],
  readEvent: path => files.get(path) ?? null,
}

export function run(suite: JsonObject): CaseResult[] {
  const parsed = parseSuite(suite)
  return parsed.cases.map(test => runCase(test, parsed, host))
}

/** Result of one test, and the reasons. */
export function outcome(test: JsonObject, suite: JsonObject = {}): string {
  const [{ status, mismatches }] = run({ events: { order, note }, tests: [{ name: 't', ...test }], ...suite }) as [
    CaseResult,
  ]
  return [status, ...mismatches.map(({ message }) => message)].join('\n')
}

export function problemsOf(suite: Json): string[] {
  try {
    parseSuite(suite)
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics.map(({ code, at, message, help }) => [code, at, message, help].filter(Boolean).join(' | '))
  }
}

export const orders = (more: JsonObject = {}) => ({ subscription: 'orders', ...more })
export const expecting = (actions: readonly Json[], more: JsonObject = {}) => ({
  event: 'order',
  expect: { actions, ...more },
})
export const only = (more: JsonObject) => expecting([orders(more)], { others: 'allow' })
