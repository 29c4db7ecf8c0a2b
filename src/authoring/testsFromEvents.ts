import type { Destination } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { TestJson } from '../suite/index.ts'
import { outputOf, reachedBy } from '../suite/index.ts'
import type { JsonObject } from '../value/index.ts'
import { redacted } from './redactEvent.ts'

/**
 * Tests of real events: as few of them as come by all that the events together come by, redacted, each expecting what
 * is made now. Greedy: the next is always the one that comes by most that is new, the first of equals.
 */
export function minimalTests(events: readonly SourceEvent[], destination: Destination): TestJson[] {
  const left = events.map(event => ({ event, reached: reachedBy(event, destination) }))
  const seen = new Set<string>()
  const chosen: SourceEvent[] = []
  const news = ({ reached }: (typeof left)[number]) => [...reached].filter(key => !seen.has(key)).length
  for (;;) {
    const counts = left.map(news)
    const most = Math.max(0, ...counts)
    if (most === 0) break
    const [best] = left.splice(counts.indexOf(most), 1)
    for (const key of best!.reached) seen.add(key)
    chosen.push(best!.event)
  }
  return chosen.map((event, i) => testOf(event, destination, i + 1))
}

function testOf(event: SourceEvent, destination: Destination, number: number): TestJson {
  const given = event as unknown as JsonObject
  const signature = signatureOf(given, destination)
  const safe = redacted(given, other => signatureOf(other, destination) === signature)
  const { sent, errors } = outputOf(safe, [destination], {})
  const title = typeof event.event === 'string' ? `${event.type} ${event.event}` : event.type
  return {
    name: `${number}: ${title}`,
    event: safe,
    expect: {
      actions: sent.map(({ subscription, action, payload }) => ({ subscription, action, payload })),
      ...(errors.length > 0 && {
        errors: errors.map(({ subscription, code, at }) => ({
          ...(subscription !== undefined && { subscription }),
          code,
          at,
        })),
      }),
    },
  }
}

/** What has to stay as it is when values are replaced: what is come by, sent and refused. */
function signatureOf(event: JsonObject, destination: Destination): string {
  const { sent, errors } = outputOf(event, [destination], {})
  const reached = [...reachedBy(event, destination)].sort()
  return JSON.stringify([
    reached,
    sent.map(({ subscription }) => subscription),
    errors.map(({ code, at }) => [code, at]),
  ])
}
