import { expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping } from '../mapping/index.ts'
import type { FieldDefinition } from './definition.ts'
import { Expander } from './expander.ts'
import { checkFields } from './fields.ts'
import { parseSubscription } from './subscription.ts'
import { expandActions } from './templates.ts'

/** An object that counts how often its keys are listed. */
function countLists<T extends object>(object: T) {
  const counted = { lists: 0, object }
  counted.object = new Proxy(object, {
    ownKeys(target) {
      counted.lists++
      return Reflect.ownKeys(target)
    },
  })
  return counted
}

const names = Array.from({ length: 200 }, (_, i) => `field${i}`)

test('names near to an unknown field of a condition are searched for twenty times', () => {
  const required = { conditions: [{ fieldKey: 'other', operator: 'is' as const }] }
  const fields: Record<string, FieldDefinition> = Object.fromEntries(
    names.map(name => [name, { type: 'string', required }]),
  )
  const counted = countLists(fields)
  checkFields(counted.object, '', new DiagnosticBag())
  // The fields themselves are listed once.
  expect(counted.lists).toBe(1 + 20)
})

test('the fix of an unknown field of a condition keeps the keys before it', () => {
  const problems = new DiagnosticBag()
  const required = { conditions: [{ fieldKey: 'user.nmae', operator: 'is' as const }] }
  const user: FieldDefinition = { type: 'object', properties: { name: { type: 'string' } } }
  checkFields({ user, other: { type: 'string', required } }, '', problems)
  expect(problems.list[0]!.fix!.edits).toEqual([{ at: '/other/required/conditions/0/fieldKey', text: 'user.name' }])
})

test('names near to an unknown template are searched for twenty times', () => {
  const problems = new DiagnosticBag()
  const actions = Object.fromEntries(names.map(name => [name, { extends: `no${name}` }]))
  const counted = countLists({ event: {} })
  expandActions(actions, counted.object, new Expander({ actions }, problems))
  expect(problems.errorCount).toBe(names.length)
  expect(counted.lists).toBe(20)
})

test('the default of a field is looked up, and not searched for in those of all', () => {
  let looks = 0
  const context = { problems: new DiagnosticBag(), at: '' }
  const fields = Object.fromEntries(names.map(name => [name, { type: 'string' as const, default: 'x' }]))
  const defaults = names.map(name => ({
    get key() {
      looks++
      return name
    },
    field: fields[name]!,
    mapping: parseMapping('x', context)!,
  }))
  const action = { key: 'send', at: '/actions/send', definition: { fields }, defaults, required: [], checks: [] }
  const subscription = { action: 'send', trigger: 'type = "track"', overrides: { field0: 'y' } }
  const actions = new Map([['send', action]])
  const parsed = parseSubscription(subscription, '/subscriptions/0', { actions, context }, context.problems)!
  expect(parsed.fields).toHaveLength(names.length)
  expect(looks).toBe(names.length)
})

test('fields are listed for mappings that copy them only', () => {
  const context = { problems: new DiagnosticBag(), at: '', payload: () => expect.unreachable() }
  expect(parseMapping({ a: { '@path': '$.payload.field0' } }, context)).toBeDefined()
})
