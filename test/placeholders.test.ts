import { describe, expect, test } from 'vitest'
import { inspect } from '../src/api/analysis.ts'
import { compile, type Definition } from '../src/api/index.ts'
import { buildModule } from '../src/engine/index.ts'
import { loadModule } from './built/module.ts'

const field = (path: string) => ({ type: 'string', default: { '@path': path } })
const definition = {
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: { user: field('$.userId'), visitor: field('$.anonymousId'), before: field('$.previousId') },
      requests: [{ url: 'https://api.example.com', body: { '@path': '$.payload' } }],
    },
  },
  subscriptions: [{ action: 'send', trigger: 'type != ""' }],
} as unknown as Definition

const destination = compile(definition)
const visitor = 'a-1'
const track = { type: 'track', event: 'E' }

describe('IDs that count as absent', () => {
  test.each([
    ...['null', 'undefined', 'Undefined', '[object Object]', 'NaN', 'guest', 'Anonymous', 'none'],
    '00000000-0000-0000-0000-000000000000',
  ])('%s', id => {
    const event = Object.freeze({ ...track, userId: id, anonymousId: visitor })
    const [action] = destination.map(event).actions
    expect([action!.payload, action!.subject]).toEqual([{ visitor }, [visitor]])
    expect(destination.explain(event).verdicts[0]).toMatchObject({ verdict: 'sent', payload: { visitor } })
    expect(compile(definition, { allowIds: [id] }).map(event).actions[0]!.payload).toEqual({ user: id, visitor })
  })

  test.each(['u_1', 'nullable', '0', 'guest-1', '00000000-0000-0000-0000-000000000001'])('not %s', id => {
    expect(destination.map({ ...track, userId: id }).actions[0]!.payload).toEqual({ user: id })
  })

  test.each([
    [{ ...track, userId: 'null' }, 'userId is "null"'],
    [{ type: 'identify', userId: 'guest', anonymousId: 'undefined', traits: {} }, 'anonymousId is "undefined"'],
    [{ type: 'alias', userId: 'u_1', previousId: 'anonymous' }, 'previousId is "anonymous"'],
  ])('%o is skipped, because it is about nobody', (event, reason) => {
    expect(destination.map(event)).toEqual({ actions: [], failures: [] })
    const [verdict] = destination.explain(event).verdicts
    expect(verdict).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining(reason) })
    expect(inspect(destination).why(event, 'send').answer).toContain(reason)
  })

  test.each([
    { type: 'identify', userId: 'null', traits: { email: 'ann@example.com' } },
    { type: 'group', userId: 'null', groupId: 'g-1', traits: {} },
    { ...track, userId: 'null', context: { groupId: 'g-1' } },
    { ...track },
  ])('%o is still about somebody, or has no such ID', event => {
    expect(destination.map(event).actions).toHaveLength(1)
  })

  test('a built module has the same list', () => {
    const load = (allowIds?: readonly string[]) =>
      loadModule(buildModule(definition, undefined, allowIds && { allowIds }).code).create({ settings: {} })
    const event = { ...track, userId: 'guest' }
    expect([load().map(event).actions.length, load(['guest']).map(event).actions.length]).toEqual([0, 1])
  })
})
