import type {
  Definition,
  IdentityDefinition,
  IdentityRule,
  IdSource,
  ParsedAction,
  ParsedSubscription,
  Settings,
} from '../../destination/index.ts'
import { DiagnosticBag } from '../../diagnostics/index.ts'
import { chooseIdentity } from '../../engine/index.ts'
import { collectReads, type Mapping, parseMapping } from '../../mapping/index.ts'
import { isObject, type JsonObject, type Pointer, pointer, pointerKeys } from '../../value/index.ts'
import { findIds, findItems, isCertain, listRequests } from '../identity/meet.ts'
import type { Rule, RuleExample } from '../rule.ts'

const url = 'https://api.example.com/calls'

function example(...subscriptions: RuleExample['subscriptions'] & {}): RuleExample {
  return {
    identity: {
      sources: ['https://api.example.com/docs'],
      ids: { user: { known: true }, visitor: {} },
      rules: [
        { on: { type: 'identify' }, tie: { visitor: 'visitor' }, to: { user: 'user' } },
        { event: [{ user: 'user' }, { visitor: 'visitor' }] },
      ],
    },
    actions: {
      identify: {
        fields: ids,
        requests: [{ url, body: { type: 'identify', user: payload('user'), visitor: payload('visitor') } }],
      },
      track: {
        fields: ids,
        requests: [{ url, body: { type: 'event', user: payload('user'), visitor: payload('visitor') } }],
      },
    },
    subscriptions,
  }
}

const payload = (key: string) => ({ '@path': `$.payload.${key}` })
const ids = {
  user: { type: 'string', default: { '@path': '$.userId' } },
  visitor: { type: 'string', default: { '@path': '$.anonymousId' } },
} as const
const identify = { action: 'identify', trigger: 'type = "identify"' }
const track = { action: 'track', trigger: 'type = "track"' }
const other = { '@path': '$.context.device.id' }

export const droppedTie: Rule = {
  code: 'CM813',
  cost: 'Events of a visitor stay apart from those of the user that the visitor becomes.',
  examples: {
    bad: [
      example({ ...identify, overrides: { visitor: null } }),
      example({ ...identify, overrides: { visitor: null } }, track),
      example({ ...identify, overrides: { visitor: other } }, track),
      example({ ...identify, mapping: { user: { '@path': '$.userId' } } }, track),
    ],
    good: [
      example(identify, { ...track, overrides: { visitor: null } }),
      example({ ...identify, mapping: { user: { '@path': '$.userId' } } }),
      example({ ...identify, overrides: { user: { '@path': '$.traits.email' } } }, track),
      example({ ...identify, overrides: { visitor: other } }, { ...track, overrides: { visitor: other } }),
      example({ ...identify, overrides: { visitor: { '@jsonata': '$lowercase(anonymousId)' } } }, track),
      example(
        {
          ...identify,
          name: 'staff',
          trigger: 'type = "identify" and traits.staff = true',
          overrides: { visitor: null },
        },
        { ...identify, trigger: 'type = "identify" and traits.staff != true' },
      ),
    ],
  },
  check({ written, destination: { definition, subscriptions }, settings }, problems) {
    const defaults = Object.entries(definition.settings ?? {}).map(([key, setting]) => [key, setting.default])
    const given = isObject(settings) ? settings : {}
    const identity = chooseIdentity(definition.identity, { ...Object.fromEntries(defaults), ...given } as Settings)
    if (identity === undefined) return
    const enabled = subscriptions.filter(({ enabled }) => enabled)
    const using = (rule: IdentityRule, source: IdSource) =>
      enabled.flatMap(subscription => {
        const read = rememberFields(subscription.action, rule, source, { definition, identity })
        const keys = visitorFields(subscription.action).filter(key => read === 'any' || read.has(key))
        return keys.length > 0 ? [{ subscription, keys }] : []
      })
    const events = identity.rules.flatMap(rule => (rule.event === undefined ? [] : using(rule, rule.event)))
    for (const rule of identity.rules.filter(tiesVisitors)) {
      const tying = using(rule, rule.tie!)
      if (tying.some(keepsVisitor)) continue
      for (const { subscription, keys } of tying) {
        const key = keys[0]!
        const { at, isWritten } = findPlace(written, subscription, key)
        // If no event has the ID either, nothing is split.
        const others = events.filter(one => one.subscription !== subscription)
        if (!others.some(keepsVisitor) && !(isWritten && others.length === 0)) continue
        const message = `\`${key}\` does not map the anonymous ID, by which ${definition.name} ties a visitor to the user`
        problems.add('CM813', at, message, {
          ...(rule.because !== undefined && { note: `the tie: ${rule.because}` }),
          help: `its default is \`${JSON.stringify(subscription.action.definition.fields[key]!.default)}\``,
          marks: 'key',
        })
      }
    }
  },
}

/** A subscription, and its fields that a rule is about. */
interface Using {
  readonly subscription: ParsedSubscription
  readonly keys: readonly string[]
}

/** True for a tie of a visitor to a user. Other ties add an address to a user, or only change what follows. */
function tiesVisitors({ tie, joins, earlier }: IdentityRule): boolean {
  return tie !== undefined && joins !== false && earlier !== 'stay'
}

type Fields = ReadonlySet<string> | 'any'

/** Fields by action, rule and source, which all accounts of a definition share. */
const known = new WeakMap<ParsedAction, Map<IdentityRule, Map<IdSource, Fields>>>()

function rememberFields(action: ParsedAction, rule: IdentityRule, source: IdSource, of: Definitions): Fields {
  const ofAction = known.get(action) ?? new Map<IdentityRule, Map<IdSource, Fields>>()
  known.set(action, ofAction)
  const ofRule = ofAction.get(rule) ?? new Map<IdSource, Fields>()
  ofAction.set(rule, ofRule)
  const fields = ofRule.get(source) ?? findFields(action, rule, source, of)
  ofRule.set(source, fields)
  return fields
}

interface Definitions {
  readonly definition: Definition
  readonly identity: IdentityDefinition
}

/** Finds the fields from which an action takes an ID of a rule. */
function findFields(
  { definition: action }: ParsedAction,
  rule: IdentityRule,
  source: IdSource,
  { definition, identity }: Definitions,
): Fields {
  // A body that depends on the payload ties only some calls.
  const requests = listRequests(definition, action).filter(
    ({ body }) => !(isObject(body) && Object.hasOwn(body, '@if')),
  )
  const parts = requests.flatMap(request =>
    findItems(request, rule, identity)
      .filter(item => isCertain(item, rule))
      .flatMap(item => findIds(item, source, identity.names)),
  )
  const paths = parts.flatMap(part => {
    const problems = new DiagnosticBag()
    const mapping = part === undefined ? undefined : parseMapping(part, { problems, at: '' })
    // An expression that calls functions of the definition is not parsed here, and may read any field.
    const isParsed = mapping !== undefined && problems.count === 0
    return isParsed ? collectReads(mapping).map(({ path }) => path) : [['payload']]
  })
  const ofPayload = paths.flatMap(([root, key]) => (root === 'payload' ? [key] : []))
  return ofPayload.includes(undefined) ? 'any' : new Set(ofPayload as string[])
}

/** Lists the fields of an action whose default is the ID of a visitor. */
function visitorFields({ defaults }: ParsedAction): string[] {
  return defaults.flatMap(({ key, mapping }) => (readsVisitor(mapping) ? [key] : []))
}

/** True if a subscription still maps the ID of a visitor to one of the fields. */
function keepsVisitor({ subscription: { whole, fields }, keys }: Using): boolean {
  return whole !== undefined || fields.some(({ key, mapping }) => keys.includes(key) && readsVisitor(mapping))
}

function readsVisitor(mapping: Mapping | undefined): boolean {
  const reads = mapping === undefined ? [] : collectReads(mapping)
  return reads.some(({ path: [root] }) => root === undefined || root === 'anonymousId' || root === 'previousId')
}

/** Finds where a subscription maps a field, or where it would. */
function findPlace(written: JsonObject, { at }: ParsedSubscription, key: string): { at: Pointer; isWritten: boolean } {
  const [, index] = pointerKeys(at)
  const subscription = (written.subscriptions as unknown as JsonObject[])[Number(index)]!
  const part = subscription.mapping === undefined ? 'overrides' : 'mapping'
  const mapped = subscription[part]
  const isWritten = isObject(mapped) && Object.hasOwn(mapped, key)
  return { at: isWritten ? pointer(at, part, key) : pointer(at, part), isWritten }
}
