import { type ParsedSubscription, spansOfWord } from '../../destination/index.ts'
import type { Related } from '../../diagnostics/index.ts'
import type { CallType } from '../../event/index.ts'
import { childrenOf, type Mapping, type Read, readsOf } from '../../mapping/index.ts'
import { leavesOf } from '../../trigger/index.ts'
import { pointer, printPath } from '../../value/index.ts'
import { admittedTypes, isAbsentFrom } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'

const field = { type: 'string' } as const

export const absentForCall: Rule = {
  code: 'CM303',
  cost: 'The field is never sent, or is the same for every event.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { email: field } } },
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { email: { '@path': '$.traits.email' } } },
        ],
      },
      {
        actions: { send: { fields: { name: { ...field, required: true, default: { '@path': '$.event' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
    good: [
      {
        actions: { send: { fields: { email: field } } },
        subscriptions: [
          {
            action: 'send',
            trigger: 'type = "track"',
            mapping: { email: { '@coalesce': [{ '@path': '$.traits.email' }, { '@path': '$.properties.email' }] } },
          },
        ],
      },
      {
        actions: { send: { fields: { email: { ...field, default: { '@path': '$.traits.email' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
      },
    ],
  },
  check(subject, problems) {
    for (const { subscription, key, field, mapping, isOwn } of mappedFields(subject)) {
      // The default of a field is for all calls, and may be for others than these.
      if (!isOwn && field.required !== true) continue
      const types = admittedTypes(subscription.trigger)
      if (types.length === 0) continue
      for (const { path, at } of isOwn ? inVain(mapping, types) : onlyInVain(mapping, types)) {
        const calls = types.join(' and ')
        const message = `\`${printPath(path)}\` is always absent: ${calls} calls have no \`${path[0]}\``
        const note = isOwn ? undefined : `the field \`${key}\` of \`${subscription.name}\` is required`
        const help = path[0] === 'traits' ? `traits of these calls are in \`context.traits\`` : undefined
        problems.add('CM303', at, message, {
          span: spansOfWord(subject.written, at, path[0] ?? '')[0],
          label: `${calls} has no \`${path[0]}\``,
          related: decidingType(subscription),
          note,
          help,
        })
      }
    }
  },
}

/** The clauses of a trigger that say which calls it is for. */
function decidingType({ trigger, at }: ParsedSubscription): Related[] {
  const clause = leavesOf(trigger).find(({ operand }) => {
    return operand.kind === 'path' && (operand.path[0] === 'type' || operand.path[0] === 'event')
  })
  return clause ? [{ at: pointer(at, 'trigger'), span: clause.span, message: 'the trigger is for other calls' }] : []
}

/** What is read in vain, in a mapping or a part of it. A directive that reads something else as well may fall back to it. */
function inVain(mapping: Mapping, types: readonly CallType[]): Read[] {
  if (mapping.kind === 'directive') return onlyInVain(mapping, types)
  return childrenOf(mapping).flatMap(child => inVain(child, types))
}

function onlyInVain(mapping: Mapping, types: readonly CallType[]): Read[] {
  const reads = readsOf(mapping)
  const isVain = reads.every(({ path }) => types.every(type => isAbsentFrom(type, path)))
  return isVain ? reads.slice(0, 1) : []
}
