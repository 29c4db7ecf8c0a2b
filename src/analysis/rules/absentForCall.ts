import partition from 'lodash-es/partition.js'
import uniqBy from 'lodash-es/uniqBy.js'
import { type ParsedSubscription, spansOfWord } from '../../destination/index.ts'
import type { Related } from '../../diagnostics/index.ts'
import type { CallType } from '../../event/index.ts'
import { collectReads, listChildren, type Mapping, type Read } from '../../mapping/index.ts'
import { listLeaves } from '../../trigger/index.ts'
import { type Json, pointer, printPath, withValue } from '../../value/index.ts'
import { admittedTypes, isAbsentFrom } from '../calls.ts'
import { mappedFields } from '../fields.ts'
import type { Rule } from '../rule.ts'
import { createEvaluator } from '../settle.ts'

const field = { type: 'string' } as const

export const absentForCall: Rule = {
  code: 'CM303',
  cost: 'The field is never sent, or has the same value for every event.',
  examples: {
    bad: [
      {
        actions: { send: { fields: { email: field } } },
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { email: { '@path': '$.traits.email' } } },
        ],
      },
      {
        actions: { send: { fields: { note: field } } },
        subscriptions: [
          {
            action: 'send',
            trigger: 'type = "track"',
            mapping: { note: { '@template': '{{event}} by {{traits.name}}' } },
          },
        ],
      },
      {
        actions: { send: { fields: { name: { ...field, required: true, default: { '@path': '$.event' } } } } },
        subscriptions: [{ action: 'send', trigger: 'type = "identify"' }],
      },
    ],
    good: [
      {
        actions: { send: { fields: { name: field } } },
        subscriptions: [
          {
            action: 'send',
            trigger: 'type = "track"',
            mapping: { name: { '@jsonata': 'traits.name ? traits.name : properties.name' } },
          },
        ],
      },
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
      // The default of a field applies to all calls, and may be meant for others than these.
      if (!isOwn && field.required !== true) continue
      const types = admittedTypes(subscription.trigger)
      if (types.length === 0) continue
      for (const { path, at } of isOwn ? unreachableReads(mapping, types) : readsOnlyUnreachable(mapping, types)) {
        const calls = types.join(' and ')
        const message = `\`${printPath(path)}\` is always absent: ${calls} calls have no \`${path[0]}\``
        const note = isOwn ? undefined : `the field \`${key}\` of \`${subscription.name}\` is required`
        const help = path[0] === 'traits' ? `traits of these calls are in \`context.traits\`` : undefined
        problems.add('CM303', at, message, () => ({
          span: spansOfWord(subject.expanded, at, path[0] ?? '')[0],
          label: `${calls} has no \`${path[0]}\``,
          related: decidingType(subscription),
          note,
          help,
        }))
      }
    }
  },
}

/** Clauses of a trigger that decide its call types. */
function decidingType({ trigger, at }: ParsedSubscription): Related[] {
  const clause = listLeaves(trigger).find(({ operand }) => {
    return operand.kind === 'path' && (operand.path[0] === 'type' || operand.path[0] === 'event')
  })
  return clause
    ? [{ at: pointer(at, 'trigger'), span: clause.span, message: 'the trigger only admits other calls' }]
    : []
}

/** Reads of a mapping that are always absent. A directive that reads another path as well may fall back to it. */
function unreachableReads(mapping: Mapping, types: readonly CallType[]): Read[] {
  if (mapping.kind === 'directive')
    return [...readsOnlyUnreachable(mapping, types), ...unreachableBesideOthers(mapping, types)]
  return listChildren(mapping).flatMap(child => unreachableReads(child, types))
}

function readsOnlyUnreachable(mapping: Mapping, types: readonly CallType[]): Read[] {
  const reads = collectReads(mapping)
  const isVain = reads.every(({ path }) => types.every(type => isAbsentFrom(type, path)))
  return isVain ? reads.slice(0, 1) : []
}

/**
 * Absent reads of a directive whose value combines them with present ones, which leaves a gap. Reads that are
 * alternatives to each other are no gap.
 */
function unreachableBesideOthers(mapping: Mapping, types: readonly CallType[]): Read[] {
  const reads = uniqBy(collectReads(mapping), ({ path }) => path.join('\0')).filter(({ path }) => !path.includes('?'))
  const [vain, others] = partition(reads, ({ path }) => types.every(type => isAbsentFrom(type, path)))
  if (vain.length === 0 || others.length === 0 || reads.some(({ path }) => path.length === 0)) return []
  const marks = new Map(reads.map((read, i) => [read, `mark-${i}-`]))
  const input = reads.reduce<Json>((made, read) => withValue(made, read.path, marks.get(read)) ?? {}, {})
  const outcome = createEvaluator(mapping)(input)
  const text = 'value' in outcome ? (JSON.stringify(outcome.value) ?? '') : ''
  const isShown = (read: Read) => text.includes(marks.get(read)!)
  return others.some(isShown) ? vain.filter(isShown) : []
}
