import type { ParsedSubscription } from '../../destination/index.ts'
import type { DiagnosticBag } from '../../diagnostics/index.ts'
import { collectReads } from '../../mapping/index.ts'
import { isObject, isSame, type JsonObject, own, pointer, pointerKeys } from '../../value/index.ts'
import { findOverlap, type Overlap, OverlapCandidates } from '../overlap.ts'
import type { Rule } from '../rule.ts'
import { createEvaluator } from '../settle.ts'

const actions = { send: { fields: { name: { type: 'string' } } } } as const

export const overlappingSubscriptions: Rule = {
  code: 'CM801',
  cost: 'The vendor counts each of these events twice.',
  examples: {
    bad: [
      {
        actions,
        subscriptions: [
          { name: 'a', action: 'send', trigger: 'type = "track" and event = "A"' },
          { name: 'b', action: 'send', trigger: 'event = "A" and (type = "track")' },
        ],
      },
      {
        actions,
        subscriptions: [
          { name: 'all', action: 'send', trigger: 'type = "track"' },
          { name: 'orders', action: 'send', trigger: 'type = "track" and event = "Order Completed"' },
        ],
      },
      {
        actions,
        subscriptions: [
          { name: 'big', action: 'send', trigger: 'type = "track" and properties.total > 100' },
          { name: 'german', action: 'send', trigger: 'type = "track" and properties.country = "DE"' },
        ],
      },
    ],
    good: [
      {
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track" and event = "A"' },
          { action: 'send', trigger: 'type = "track" and event = "B"' },
          { action: 'send', trigger: 'type = "track" and event = "A"', enabled: false },
        ],
      },
      {
        // The events of one trigger are a part of the other's.
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"' },
          {
            action: 'send',
            trigger: 'type = "track" and event = "A"',
            overrides: { name: { '@path': '$.context.locale' } },
          },
        ],
      },
      {
        // One event, sent twice on purpose.
        actions,
        subscriptions: [
          { action: 'send', trigger: 'type = "track"', mapping: { name: 'order' } },
          { action: 'send', trigger: 'type = "track"', mapping: { name: 'revenue' } },
        ],
      },
    ],
  },
  check({ destination, written }, problems) {
    const byAction = new Map<string, OverlapCandidates<ParsedSubscription>>()
    for (const later of destination.subscriptions) {
      if (!later.enabled) continue
      const candidates = byAction.get(later.action.key) ?? new OverlapCandidates()
      byAction.set(later.action.key, candidates)
      for (const first of candidates.add(later)) {
        const overlap = differOnPurpose(first, later) ? undefined : findOverlap(first.trigger, later.trigger)
        // If one trigger is wider, a different mapping is for the additional events.
        if (overlap === undefined || (overlap !== 'same' && !mapsAlike(first, later, written))) continue
        report(first, later, overlap, problems)
        break
      }
    }
  },
}

function report(first: ParsedSubscription, later: ParsedSubscription, overlap: Overlap, problems: DiagnosticBag): void {
  const both = `\`${first.name}\` and \`${later.name}\` both send \`${later.action.key}\` for`
  problems.add('CM801', pointer(later.at, 'trigger'), `${both} ${describeEvents(first, later, overlap)}`, {
    label: `overlaps with \`${first.name}\``,
    related: [{ at: pointer(first.at, 'trigger'), message: 'the first is here' }],
    help: 'narrow one of the triggers, or add `"$ignore": ["CM801"]` to the subscription if both are intended',
  })
}

function describeEvents(first: ParsedSubscription, later: ParsedSubscription, overlap: Overlap): string {
  if (overlap === 'same') return 'the same events'
  if (overlap === 'all of one') return `every event of \`${first.name}\``
  if (overlap === 'all of other') return `every event of \`${later.name}\``
  return `some events, such as ${JSON.stringify(overlap.event)}`
}

/** True if two subscriptions have the same mapping. */
function mapsAlike(one: ParsedSubscription, other: ParsedSubscription, { subscriptions = [] }: JsonObject): boolean {
  const [a, b] = [one, other].map(({ at }) => own(subscriptions as unknown as JsonObject, pointerKeys(at)[1]!))
  return isObject(a) && isObject(b) && isSame(a.mapping, b.mapping) && isSame(a.overrides, b.overrides)
}

/** True if two subscriptions set a field to different fixed values. */
function differOnPurpose(one: ParsedSubscription, other: ParsedSubscription): boolean {
  return one.fields.some(({ key, mapping }) => {
    const rival = other.fields.find(field => field.key === key)?.mapping
    if (!mapping || !rival || collectReads(mapping).length > 0 || collectReads(rival).length > 0) return false
    return !isSame(createEvaluator(mapping)({}), createEvaluator(rival)({}))
  })
}
