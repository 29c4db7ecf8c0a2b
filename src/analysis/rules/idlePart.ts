import type {
  Definition,
  FieldDefinition,
  MappingJson,
  RequestDefinition,
  RequiredWhen,
  SettingDefinition,
} from '../../destination/index.ts'
import { DiagnosticBag, type Extra } from '../../diagnostics/index.ts'
import { collectReads, type MappingContext, parseMapping, whyUndecided } from '../../mapping/index.ts'
import { authScheme } from '../../request/index.ts'
import { type Pointer, pointer, rememberByObject, withArticle } from '../../value/index.ts'
import { findIdleConditions } from '../idleConditions.ts'
import type { Rule, RuleExample } from '../rule.ts'
import { createEvaluator, createFitCheck } from '../settle.ts'

type Field = FieldDefinition | SettingDefinition

const url = 'https://api.example.com'
const field = (given: object): RuleExample => ({ actions: { send: { fields: { f: given as FieldDefinition } } } })
const fields = { id: { type: 'string' }, vip: { type: 'boolean' } } as const
const check = (when: MappingJson): RuleExample => ({
  actions: { send: { fields, checks: [{ when, message: 'is refused' }] } },
})
const batch = (parts: object): RuleExample => ({
  actions: { send: { fields, requests: [{ url, body: { '@path': '$.payload' } }], batch: { request: parts } } },
})
const settings = { key: { type: 'secret' } } as const
const auth = { bearer: { '@path': '$.settings.key' } } as const
const request = (when: MappingJson): RuleExample => ({ actions: { send: { fields, requests: [{ url, when }] } } })

const conditional = (required: RequiredWhen): RuleExample => ({
  actions: {
    send: {
      fields: {
        f: { type: 'string', required },
        name: { type: 'string' },
        at: { type: 'datetime' },
        kind: { type: 'string', choices: ['a', { label: 'B', value: 'b' }] },
        tags: { type: 'string', multiple: true },
        box: { type: 'object', properties: { size: { type: 'integer' } } },
      },
    },
  },
})

export const idlePart: Rule = {
  code: 'CM819',
  cost: 'A check never refuses, a request or what it should send is never sent, or a limit is not tested.',
  examples: {
    bad: [
      check(false),
      check({ '@jsonata': "'vip'" }),
      check({ '@path': '$.payload.id' }),
      check({ '@template': '{{payload.vip}}' }),
      request(false),
      { actions: { send: { fields, requests: [{ url }], batch: { size: 2, when: { '@jsonata': '1 = 2' } } } } },
      conditional({ conditions: [{ fieldKey: 'name', operator: 'is', value: 5 }] }),
      conditional({ conditions: [{ fieldKey: 'box.size', operator: 'is_not', value: '5' }] }),
      conditional({ conditions: [{ fieldKey: 'box', operator: 'is', value: 'a' }] }),
      conditional({ conditions: [{ fieldKey: 'kind', operator: 'is', value: 'c' }] }),
      conditional({ conditions: [{ fieldKey: 'tags', operator: 'is', value: 'a' }] }),
      {
        request: { url, auth, headers: { Authorization: 'none' } },
        settings,
        actions: { send: { fields, requests: [{}] } },
      } as unknown as RuleExample,
      {
        request: { url, auth: { query: { name: 'key', value: { '@path': '$.settings.key' } } } },
        settings,
        actions: { send: { fields, requests: [{ query: { key: 'none' } }] } },
      } as unknown as RuleExample,
      batch({ body: { list: { '@path': '$.key' } } }),
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
      conditional({ conditions: [{ fieldKey: 'name', operator: 'is', value: '5' }] }),
      conditional({ conditions: [{ fieldKey: 'box.size', operator: 'is', value: 5 }] }),
      conditional({ conditions: [{ fieldKey: 'kind', operator: 'is', value: 'b' }] }),
      conditional({ conditions: [{ fieldKey: 'tags', operator: 'is' }] }),
      conditional({ conditions: [{ fieldKey: 'at', operator: 'is', value: 5 }] }),
      batch({ body: { list: { '@jsonata': '$count(items)' } } }),
      batch({ body: { '@jsonata': '$.*' } }),
      batch({ url: 'https://api.example.com/batch' }),
      {
        settings,
        actions: {
          send: { fields, requests: [{ url, auth, headers: { 'X-Key': 'a' }, query: { authorization: 'b' } }] },
        },
      },
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
const listFindings = rememberByObject(
  (context: MappingContext, { settings = {}, actions, request: shared }: Definition): Finding[] => {
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
        ...findIdleConditions(fields, pointer(at, 'fields')),
        ...Object.entries(checks).flatMap(([name, one]) =>
          judge(one, pointer(at, 'checks', name), 'the check does nothing'),
        ),
        ...requests.flatMap((one, i) => judge(one, pointer(at, 'requests', i), 'the request is never sent')),
        ...requests.flatMap((one, i) => findReplaced(one, pointer(at, 'requests', i), shared?.auth)),
        ...judge(batch, pointer(at, 'batch'), 'there are no batches'),
        ...findLostItems(batch?.request?.body, pointer(at, 'batch', 'request', 'body'), context),
      ]
    })
    return [...checkFields(settings, '/settings'), ...findReplaced(shared, '/request'), ...ofActions]
  },
)

/** Finds the body of a batch that reads none of its items, which nothing else of a request can read. */
function findLostItems(body: MappingJson | undefined, at: Pointer, context: MappingContext): Finding[] {
  if (body === undefined) return []
  const mapping = parseMapping(body, { ...context, at: '', problems: new DiagnosticBag() })
  const roots = mapping && collectReads(mapping).map(({ path: [root = 'items'] }) => root)
  if (roots?.some(root => root === 'items' || root === '?') !== false) return []
  const message = 'the body of the batch has none of its items'
  return [{ at, message, help: 'read them: `{ "@path": "$.items" }`' }]
}

/** Finds headers and parameters of a request that a credential replaces. */
function findReplaced(
  request: Partial<RequestDefinition> | undefined,
  at: Pointer,
  inherited?: RequestDefinition['auth'],
): Finding[] {
  const { auth = inherited } = request ?? {}
  return [auth ?? []].flat().flatMap(credential => {
    const { place, name } = authScheme(credential)
    const [key, kind] = place === 'query' ? (['query', 'parameter'] as const) : (['headers', 'header'] as const)
    const names = Object.keys(request?.[key] ?? {})
    const replaced = names.filter(written => (key === 'query' ? written : written.toLowerCase()) === name)
    return replaced.map((written): Finding => {
      const message = `this ${kind} is never sent, because a credential of \`auth\` has its name`
      return { at: pointer(at, key, written), message, marks: 'key', help: 'remove it' }
    })
  })
}

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
