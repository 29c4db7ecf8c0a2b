import {
  type FormatTests,
  formatTests,
  type ParsedAction,
  type ParsedSubscription,
  payloadFields,
} from '../destination/index.ts'
import { findDispatch, namedEvents } from '../trigger/index.ts'
import { lazy } from '../value/index.ts'
import type { MappedAction, SubscriptionProgram } from './run/program.ts'

type Code = () => readonly SubscriptionProgram[]

/**
 * Prepares subscriptions. Their code is generated for the first event that may match, together with that of others that
 * have the same mapping, because these share its function.
 */
export function deferSubscriptions(
  subscriptions: readonly ParsedSubscription[],
  generate: (subscriptions: readonly ParsedSubscription[]) => readonly SubscriptionProgram[],
): readonly SubscriptionProgram[] {
  const groups = new Map<unknown, { readonly members: ParsedSubscription[]; readonly code: Code }>()
  return subscriptions.map(subscription => {
    const group = groups.get(subscription.fields) ?? createGroup(generate)
    groups.set(subscription.fields, group)
    return new DeferredSubscription(subscription, group.code, group.members.push(subscription) - 1)
  })
}

function createGroup(generate: (subscriptions: readonly ParsedSubscription[]) => readonly SubscriptionProgram[]) {
  const members: ParsedSubscription[] = []
  return { members, code: lazy(() => generate(members)) }
}

class DeferredSubscription implements SubscriptionProgram {
  readonly types: readonly string[] | undefined
  readonly events: readonly string[] | undefined
  readonly names: readonly string[]
  readonly #code: Code
  readonly #number: number

  constructor({ trigger }: ParsedSubscription, code: Code, number: number) {
    const { types, events } = findDispatch(trigger)
    this.types = types
    this.events = events
    this.names = [...namedEvents(trigger)]
    this.#code = code
    this.#number = number
  }

  get run() {
    return this.#code()[this.#number]!.run
  }
}

/** The part of an action that payloads need. It is computed for the first payload that is coerced. */
export class DeferredAction implements MappedAction {
  readonly key: string
  readonly formats: FormatTests = formatTests
  readonly #fields

  constructor({ key, definition: { fields } }: ParsedAction) {
    this.key = key
    this.#fields = lazy(() => payloadFields(fields))
  }

  get fields() {
    return this.#fields()
  }
}
