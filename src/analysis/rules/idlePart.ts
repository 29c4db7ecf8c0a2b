import type { FieldDefinition, MappingJson, SettingDefinition } from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { collectReads, parseMapping, whyUndecided } from '../../mapping/index.ts'
import { type Pointer, pointer, withArticle } from '../../value/index.ts'
import type { Rule, RuleExample, RuleInput } from '../rule.ts'
import { createEvaluator, createFitCheck } from '../settle.ts'

type Field = FieldDefinition | SettingDefinition

const url = 'https://api.example.com'
const field = (given: object): RuleExample => ({ actions: { send: { fields: { f: given as FieldDefinition } } } })
const fields = { id: { type: 'string' }, vip: { type: 'boolean' } } as const
const check = (when: MappingJson): RuleExample => ({
  actions: { send: { fields, checks: [{ when, message: 'is refused' }] } },
})
const request = (when: MappingJson): RuleExample => ({ actions: { send: { fields, requests: [{ url, when }] } } })

export const idlePart: Rule = {
  code: 'CM819',
  cost: 'A check never refuses, a request is never sent, or a limit is not tested.',
  examples: {
    bad: [
      check(false),
      check({ '@jsonata': "'vip'" }),
      check({ '@path': '$.payload.id' }),
      check({ '@template': '{{payload.vip}}' }),
      request(false),
      { actions: { send: { fields, requests: [{ url }], batch: { size: 2, when: { '@jsonata': '1 = 2' } } } } },
      field({ type: 'object', format: 'date' }),
      field({ type: 'integer', format: 'email' }),
      field({ type: 'boolean', minimum: 1 }),
      field({ type: 'string', additionalProperties: true }),
      field({ type: 'object', properties: { inner: { type: 'string', choices: ['a', 'b', 'a'] } } }),
      field({ type: 'string', choices: ['a@example.com', 'b'], format: 'email' }),
      field({ type: 'number', choices: [1, 20], maximum: 10 }),
    ],
    good: [
      check(true),
      check({ '@path': '$.payload.vip' }),
      check({ '@jsonata': "payload.id = 'test'" }),
      check({ '@jsonata': "payload.id ? $contains(payload.id, 'test')" }),
      request(true),
      field({ type: 'datetime', format: 'date', maximum: 10 }),
      field({ type: 'string', choices: ['a', 'b'], maximum: 1 }),
    ],
  },
  check(subject, problems) {
    const { settings = {}, actions } = subject.destination.definition
    checkFields(settings, '/settings', problems)
    for (const [key, action] of Object.entries(actions)) {
      const at = pointer('/actions', key)
      checkFields(action.fields, pointer(at, 'fields'), problems)
      const payload = samplePayload(action.fields)
      const report = (owner: { readonly when?: MappingJson | undefined } | undefined, place: Pointer, idle: string) => {
        const why = owner?.when === undefined ? undefined : whyIdle(owner.when, payload, idle, subject)
        const help = 'write a condition that can be true, such as a comparison, or remove this'
        if (why !== undefined) problems.add('CM819', pointer(place, 'when'), why, { help })
      }
      for (const [name, one] of Object.entries(action.checks ?? {})) {
        report(one, pointer(at, 'checks', name), 'the check does nothing')
      }
      for (const [i, one] of (action.requests ?? []).entries()) {
        report(one, pointer(at, 'requests', i), 'the request is never sent')
      }
      report(action.batch, pointer(at, 'batch'), 'there are no batches')
    }
  },
}

/** Says why a condition never holds: it is the same for all payloads, or no boolean. */
function whyIdle(when: MappingJson, payload: object, idle: string, { destination }: RuleInput): string | undefined {
  const mapping = parseMapping(when, { ...destination.context, at: '', problems: new DiagnosticBag() })
  if (mapping === undefined) return undefined
  const outcome = createEvaluator(mapping)({ payload })
  if ('failure' in outcome) return undefined
  const undecided = whyUndecided(outcome.value)
  if (undecided !== undefined) return `${undecided}, so the action fails`
  const isFixed = collectReads(mapping).length === 0
  return isFixed && outcome.value !== true ? `\`when\` is never true, so ${idle}` : undefined
}

function checkFields(all: { readonly [key: string]: Field }, at: Pointer, problems: DiagnosticBag): void {
  for (const [key, one] of Object.entries(all)) {
    const place = pointer(at, key)
    const idle = idleMembers[one.type] ?? ['additionalProperties']
    for (const member of idle) {
      if (!Object.hasOwn(one, member)) continue
      const message = `\`${member}\` has no effect on ${withArticle(one.type)}`
      problems.add('CM819', pointer(place, member), message, { marks: 'key', help: 'remove it, or correct the type' })
    }
    checkChoices(key, one, place, problems)
    if ('properties' in one) checkFields(one.properties ?? {}, pointer(place, 'properties'), problems)
  }
}

/** Members that a type does not read. `minimum` and `maximum` of a string limit its length. */
const idleMembers: { readonly [type: string]: readonly string[] } = {
  object: ['format', 'minimum', 'maximum'],
  boolean: ['format', 'minimum', 'maximum', 'additionalProperties'],
  number: ['format', 'additionalProperties'],
  integer: ['format', 'additionalProperties'],
}

function checkChoices(key: string, { choices = [], ...limits }: Field, at: Pointer, problems: DiagnosticBag): void {
  const isLimited = ['format', 'minimum', 'maximum'].some(member => Object.hasOwn(limits, member))
  const whyUnfit = isLimited ? createFitCheck(key, { ...limits, multiple: false } as FieldDefinition) : () => undefined
  const known = new Set<unknown>()
  for (const [i, choice] of choices.entries()) {
    const value = typeof choice === 'object' ? choice.value : choice
    const place = pointer(at, 'choices', i)
    const why = whyUnfit(value)
    if (known.has(value)) {
      const message = `${JSON.stringify(value)} is a choice already`
      problems.add('CM819', place, message, { help: 'remove one of them, or correct its value' })
    } else if (why !== undefined) {
      const message = `the field refuses this choice: ${why}`
      problems.add('CM819', place, message, { help: 'remove it, or change the limits' })
    }
    known.add(value)
  }
}

/** Makes a value of each field. */
function samplePayload(all: { readonly [key: string]: FieldDefinition }): object {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, sampleValue(one)]))
}

function sampleValue({ type, choices: [choice] = [], multiple, properties }: FieldDefinition): unknown {
  const ofType = { number: 1, integer: 1, boolean: true, object: samplePayload(properties ?? {}) } as const
  const value = choice ?? (Object.hasOwn(ofType, type) ? ofType[type as 'object'] : '2026-01-02')
  const single = typeof choice === 'object' ? choice.value : value
  return multiple ? [single] : single
}
