import type { ParsedSubscription } from '../destination/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { compileTrigger, printTrigger } from '../trigger/index.ts'
import { rememberByObject } from '../value/index.ts'
import type { RuleInput } from './rule.ts'

/** Finds the recorded events for which the trigger of a subscription is true. All its fields share the result. */
export const eventFilter = rememberByObject(({ events }: RuleInput) =>
  rememberByObject(({ trigger }: ParsedSubscription): readonly SourceEvent[] => {
    return events.filter(compileTrigger(printTrigger(trigger)))
  }),
)
