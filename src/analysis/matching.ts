import type { ParsedSubscription } from '../destination/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { compileTrigger, printTrigger } from '../trigger/index.ts'

/** Events for which the trigger of a subscription is true. */
export function filterMatching(events: readonly SourceEvent[], { trigger }: ParsedSubscription): SourceEvent[] {
  return events.filter(compileTrigger(printTrigger(trigger)))
}
