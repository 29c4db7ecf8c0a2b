import type { Destination } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { TestJson } from '../suite/index.ts'
import { findReached, runEvents } from '../suite/index.ts'
import type { JsonObject } from '../value/index.ts'
import { redactEvent } from './redactEvent.ts'

/**
 * Picks a small set of redacted events that together cover what all events cover (greedy set cover), with today's
 * output as the expectation. Ties go to the first event.
 */
export function minimalTests(events: readonly SourceEvent[], destination: Destination): TestJson[] {
  const left = events.map(event => ({ event, reached: findReached(event, destination) }))
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
  return chosen.map((event, i) => createTest(event, destination, i + 1))
}

function createTest(event: SourceEvent, destination: Destination, number: number): TestJson {
  const safe = redactFor(event as unknown as JsonObject, destination)
  const { sent, errors } = runEvents([safe], [destination], {})
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

/** Redacts an event, and keeps all values that its result in a destination depends on. */
export function redactFor(event: JsonObject, destination: Destination): JsonObject {
  const signature = computeSignature(event, destination)
  return redactEvent(event, other => computeSignature(other, destination) === signature)
}

/** Everything that redaction must preserve: covered units, actions and failures. */
function computeSignature(event: JsonObject, destination: Destination): string {
  const { sent, errors } = runEvents([event], [destination], {})
  const reached = [...findReached(event, destination)].sort()
  return JSON.stringify([
    reached,
    sent.map(({ subscription }) => subscription),
    errors.map(({ code, at }) => [code, at]),
  ])
}
