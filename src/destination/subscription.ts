import { type DiagnosticBag, type Extra, near } from '../diagnostics/index.ts'
import { type Mapping, type MappingContext, parseMapping } from '../mapping/index.ts'
import { parseTrigger, type Trigger } from '../trigger/index.ts'
import { chargeCompilation, compileCost, own, type Pointer, pointer } from '../value/index.ts'
import type { MappedField, ParsedAction } from './action.ts'
import type { FieldDefinition, SubscriptionDefinition } from './definition.ts'
import { checkLiteral } from './literal.ts'

/** A checked subscription. */
export interface ParsedSubscription {
  readonly name: string
  /** Place of the subscription in the definition. */
  readonly at: Pointer
  readonly action: ParsedAction
  readonly enabled: boolean
  readonly trigger: Trigger
  /** Mapping of the whole payload, from which the fields are then read. */
  readonly whole?: Mapping
  /** Mapped fields, in the order of the action. */
  readonly fields: readonly MappedField[]
}

/** Key of a saved mapping with one directive for the whole payload. */
const wholeKey = '__segment_internal_directive'

export function parseSubscription(
  subscription: SubscriptionDefinition,
  at: Pointer,
  { actions, context: shared }: { actions: ReadonlyMap<string, ParsedAction>; context: MappingContext },
  problems: DiagnosticBag,
): ParsedSubscription | undefined {
  const context: MappingContext = { ...shared, problems, payload: 'none' }
  const trigger = parseTrigger(subscription.trigger, problems, pointer(at, 'trigger'))
  const action = actions.get(subscription.action) ?? meantAction(subscription.action, at, actions, problems)
  if (action === undefined) {
    const given = subscription.mapping ?? subscription.overrides ?? {}
    parseMapping(given, { ...context, at: pointer(at, subscription.mapping ? 'mapping' : 'overrides') })
    return undefined
  }
  if (subscription.mapping !== undefined && subscription.overrides !== undefined) {
    const help = 'keep `mapping`, which replaces the defaults of the fields, or `overrides`, which change some of them'
    const message = 'a subscription has both `mapping` and `overrides`, and takes one of them'
    problems.add('CM404', pointer(at, 'overrides'), message, {
      label: 'beside a mapping',
      related: [{ at: pointer(at, 'mapping'), marks: 'key', message: 'the mapping is here' }],
      help,
      marks: 'key',
    })
  }
  const mapped = parseFields(subscription, at, action, context)
  if (trigger === undefined) return undefined
  return {
    name: subscription.name ?? action.key,
    at,
    action,
    enabled: subscription.enabled ?? true,
    trigger,
    ...mapped,
  }
}

/** Reports an unknown action, and returns a similar one, so that mistakes in the mapping are reported too. */
function meantAction(name: string, at: Pointer, actions: ReadonlyMap<string, ParsedAction>, problems: DiagnosticBag) {
  const extra = problems.suggests ? near(name, actions.keys()) : {}
  problems.add('CM401', pointer(at, 'action'), `the destination has no action \`${name}\``, extra)
  return extra.meant === undefined ? undefined : actions.get(extra.meant)
}

function parseFields(subscription: SubscriptionDefinition, at: Pointer, action: ParsedAction, context: MappingContext) {
  const { mapping, overrides } = subscription
  const given = mapping ?? overrides
  const { fields } = action.definition
  const givenAt = pointer(at, mapping ? 'mapping' : 'overrides')
  for (const [key, field] of action.required) {
    chargeCompilation(compileCost.comparison)
    if (isMapped(key, field, subscription)) continue
    const message = `required field \`${key}\` of \`${action.key}\` is not mapped`
    context.problems.add('CM402', pointer(givenAt, key), message, {
      label: `missing \`${key}\``,
      related: [{ at: pointer(at, 'action'), message: 'required by this action' }],
      ...asByDefault(pointer(givenAt, key), key, field),
    })
  }
  if (given === undefined) return { fields: action.defaults }
  chargeCompilation(Object.keys(fields).length * compileCost.field)
  if (Object.hasOwn(given, wholeKey)) {
    const whole = parseMapping(given, { ...context, at: givenAt })
    return { ...(whole && { whole }), fields: Object.entries(fields).map(([key, field]) => ({ key, field })) }
  }
  const kept = new Map(mapping ? [] : action.defaults.map(field => [field.key, [field]]))
  const parse = (key: string) => parseMapping(own(given, key)!, { ...context, at: pointer(givenAt, key) })
  const mapped = Object.entries(fields).flatMap(([key, field]): MappedField[] => {
    if (!Object.hasOwn(given, key)) return kept.get(key) ?? []
    if (given[key] === null && overrides !== undefined) return []
    const parsed = parse(key)
    if (parsed === undefined) return []
    checkLiteral({ key, field, mapping: parsed }, context.problems)
    return [{ key, field, mapping: parsed }]
  })
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(fields, key)) continue
    const message = `\`${action.key}\` has no field \`${key}\``
    const extra: Extra = { help: 'the value is not sent', marks: 'key' }
    context.problems.add('CM409', pointer(givenAt, key), message, extra, () => near(key, Object.keys(fields)))
    parse(key)
  }
  return { fields: mapped }
}

/** Maximum length of a default in a message. */
const longest = 100

/** Suggests a mapping for a required field: its default, if there is one. */
function asByDefault(at: Pointer, key: string, field: FieldDefinition): Pick<Extra, 'help' | 'fix'> {
  if (field.default === undefined) return { help: `map \`${key}\`, or remove the subscription` }
  const written = `${JSON.stringify(key)}: ${JSON.stringify(field.default)}`
  const help = written.length > longest ? `take the default of \`${key}\`` : `add \`${written}\`, its default`
  return { help, fix: { applicability: 'unsafe', edits: [{ at, value: field.default }] } }
}

/** True if a subscription has a mapping for a field, valid or not. */
function isMapped(key: string, field: FieldDefinition, { mapping, overrides }: SubscriptionDefinition): boolean {
  const given = mapping ?? overrides ?? {}
  if (Object.hasOwn(given, wholeKey)) return true
  if (Object.hasOwn(given, key)) return mapping !== undefined || given[key] !== null
  return mapping === undefined && field.default !== undefined
}
