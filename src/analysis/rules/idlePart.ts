import type { Definition, FieldDefinition, MappingJson, SettingDefinition } from '../../destination/index.ts'
import { DiagnosticBag, type Extra } from '../../diagnostics/index.ts'
import { collectReads, type MappingContext, parseMapping, whyUndecided } from '../../mapping/index.ts'
import { type Pointer, pointer, rememberByObject, withArticle } from '../../value/index.ts'
import type { Rule, RuleExample } from '../rule.ts'
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
  check({ destination }, problems) {
    const findings = listFindings(destination.context, destination.definition)
    for (const { at, message, ...extra } of findings) problems.add('CM819', at, message, extra)
  },
}

interface Finding extends Pick<Extra, 'help' | 'marks'> {
  readonly at: Pointer
  readonly message: string
}

/** Lists the findings of a definition, which all its accounts share, as they share its context. */
const listFindings = rememberByObject((context: MappingContext, { settings = {}, actions }: Definition): Finding[] => {
  const ofActions = Object.entries(actions).flatMap(([key, { fields, checks = {}, requests = [], batch }]) => {
    const at = pointer('/actions', key)
    const payload = samplePayload(fields)
    const judge = (owner: Conditional | undefined, place: Pointer, idle: string): Finding[] => {
      const message = owner?.when === undefined ? undefined : whyIdle(owner.when, payload, idle, context)
      const help = 'write a condition that can be true, such as a comparison, or remove this'
      return message === undefined ? [] : [{ at: pointer(place, 'when'), message, help }]
    }
    return [
      ...checkFields(fields, pointer(at, 'fields')),
      ...Object.entries(checks).flatMap(([name, one]) =>
        judge(one, pointer(at, 'checks', name), 'the check does nothing'),
      ),
      ...requests.flatMap((one, i) => judge(one, pointer(at, 'requests', i), 'the request is never sent')),
      ...judge(batch, pointer(at, 'batch'), 'there are no batches'),
    ]
  })
  return [...checkFields(settings, '/settings'), ...ofActions]
})

interface Conditional {
  readonly when?: MappingJson | undefined
}

/** Says why a condition never holds: it is the same for all payloads, or no boolean. */
function whyIdle(when: MappingJson, payload: object, idle: string, context: MappingContext): string | undefined {
  const mapping = parseMapping(when, { ...context, at: '', problems: new DiagnosticBag() })
  if (mapping === undefined) return undefined
  const outcome = createEvaluator(mapping)({ payload })
  if ('failure' in outcome) return undefined
  const undecided = whyUndecided(outcome.value)
  if (undecided !== undefined) return `${undecided}, so the action fails`
  const isFixed = collectReads(mapping).length === 0
  return isFixed && outcome.value !== true ? `\`when\` is never true, so ${idle}` : undefined
}

function checkFields(all: { readonly [key: string]: Field }, at: Pointer): Finding[] {
  return Object.entries(all).flatMap(([key, one]) => {
    const place = pointer(at, key)
    const idle = (idleMembers[one.type] ?? ['additionalProperties']).filter(member => Object.hasOwn(one, member))
    return [
      ...idle.map((member): Finding => {
        const message = `\`${member}\` has no effect on ${withArticle(one.type)}`
        return { at: pointer(place, member), message, marks: 'key', help: 'remove it, or correct the type' }
      }),
      ...checkChoices(key, one, place),
      ...('properties' in one ? checkFields(one.properties ?? {}, pointer(place, 'properties')) : []),
    ]
  })
}

/** Members that a type does not read. `minimum` and `maximum` of a string limit its length. */
const idleMembers: { readonly [type: string]: readonly string[] } = {
  object: ['format', 'minimum', 'maximum'],
  boolean: ['format', 'minimum', 'maximum', 'additionalProperties'],
  number: ['format', 'additionalProperties'],
  integer: ['format', 'additionalProperties'],
}

function checkChoices(key: string, { choices = [], ...limits }: Field, at: Pointer): Finding[] {
  const isLimited = ['format', 'minimum', 'maximum'].some(member => Object.hasOwn(limits, member))
  const whyUnfit = isLimited ? createFitCheck(key, { ...limits, multiple: false } as FieldDefinition) : () => undefined
  const values = new Set<unknown>()
  return choices.flatMap((choice, i): Finding[] => {
    const value = typeof choice === 'object' ? choice.value : choice
    // Absent where an invalid item was.
    if (value === undefined) return []
    const place = pointer(at, 'choices', i)
    if (values.has(value)) {
      const message = `${JSON.stringify(value)} is a choice already`
      return [{ at: place, message, help: 'remove one of them, or correct its value' }]
    }
    values.add(value)
    const why = whyUnfit(value)
    const message = `the field refuses this choice: ${why}`
    return why === undefined ? [] : [{ at: place, message, help: 'remove it, or change the limits' }]
  })
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
