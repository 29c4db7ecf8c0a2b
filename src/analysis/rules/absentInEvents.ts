import { textAt } from '../../destination/index.ts'
import { near } from '../../diagnostics/index.ts'
import { collectReads, type Mapping } from '../../mapping/index.ts'
import { isObject, printPath, readPath } from '../../value/index.ts'
import { mappedFields } from '../fields.ts'
import { eventFilter } from '../matching.ts'
import type { Rule } from '../rule.ts'

const actions = { send: { fields: { total: { type: 'number' } } } } as const
const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u', properties: { total: 1 } }

export const absentInEvents: Rule = {
  code: 'CM304',
  cost: 'The value is never sent.',
  examples: {
    bad: [
      {
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { total: { '@path': '$.properties.totl' } } },
        ],
        events: Array.from({ length: 20 }, () => event),
      },
      {
        actions: { send: { fields: { data: { type: 'object' } } } },
        subscriptions: [
          {
            action: 'send',
            trigger: 'type = "track"',
            mapping: { data: { sum: { '@path': '$.properties.totl' }, all: { '@path': '$.properties.total' } } },
          },
        ],
        events: Array.from({ length: 20 }, () => event),
      },
    ],
    good: [
      {
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { total: { '@path': '$.properties.total' } } },
        ],
        events: Array.from({ length: 20 }, () => event),
      },
      {
        // Too few events.
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { total: { '@path': '$.properties.discount' } } },
        ],
        events: [event],
      },
    ],
  },
  check(subject, problems) {
    const written = mappedFields(subject).flatMap(({ subscription, mapping, isOwn }) =>
      isOwn ? flattenMapping(mapping).map(mapping => ({ subscription, mapping })) : [],
    )
    const filterMatching = eventFilter(subject)
    for (const { subscription, mapping } of written) {
      const reads = collectReads(mapping)
      if (reads.some(({ path }) => path.includes('?') || path.length < 2)) continue
      const events = filterMatching(subscription)
      if (events.length < enough || reads.length === 0) continue
      if (events.some(event => reads.some(({ path }) => readPath(event, path) !== undefined))) continue
      const [{ path, at }] = reads as [(typeof reads)[number]]
      const parents = events.map(event => readPath(event, path.slice(0, -1))).filter(isObject)
      const { help, meant } = near(path.at(-1)!, new Set(parents.flatMap(parent => Object.keys(parent))))
      const text = textAt(subject.expanded, at)
      const start = text === undefined ? -1 : text.lastIndexOf(path.at(-1)!)
      const span = start === -1 ? undefined : { start, end: start + path.at(-1)!.length }
      const message = `\`${printPath(path)}\` is in none of ${events.length} sample events`
      problems.add('CM304', at, message, { span, help, ...(span && { meant }) })
    }
  },
}

/** Mappings of the members of an object, at any depth. */
function flattenMapping(mapping: Mapping): Mapping[] {
  return mapping.kind === 'object' ? mapping.members.flatMap(member => flattenMapping(member.mapping)) : [mapping]
}

/** Number of events after which a value counts as absent, and not as rare. */
const enough = 20
