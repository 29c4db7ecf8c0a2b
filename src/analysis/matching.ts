import type { ParsedSubscription } from '../destination/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { compileTrigger, printTrigger } from '../trigger/index.ts'

/** The events that make the trigger of a subscription true. */
export function matching(events: readonly SourceEvent[], { trigger }: ParsedSubscription): SourceEvent[] {
  return events.filter(compileTrigger(printTrigger(trigger)))
}
