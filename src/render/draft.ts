import groupBy from 'lodash-es/groupBy.js'
import sum from 'lodash-es/sum.js'
import { countTodos, type SuggestedSubscription } from '../authoring/index.ts'
import type { Destination } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { TestJson } from '../suite/index.ts'
import { printCount } from '../text/index.ts'

/** Lists new subscriptions that fail for some of the events, with the reasons. */
export function describeUnfinished(events: readonly SourceEvent[], destination: Destination): string {
  const results = events.map(event => destination.map(event))
  const named = results.flatMap(({ failures }, event) => failures.map(failure => ({ ...failure, event })))
  return Object.entries(groupBy(named, ({ subscription }) => subscription))
    .map(([name, failures]) => {
      const messages = [...new Set(failures.map(({ message }) => message))].join('; ')
      const failed = new Set(failures.map(({ event }) => event)).size
      const sent = results.filter(({ actions }) => actions.some(({ subscription }) => subscription === name)).length
      if (sent === 0) return `${name} sends nothing yet: ${messages}\n`
      return `${name} fails for ${failed} of ${failed + sent} events: ${messages}\n`
    })
    .join('')
}

/** `3 subscriptions; check 2 fields marked "$todo"` */
export function describeDraft(subscriptions: readonly SuggestedSubscription[], settings: readonly string[]): string {
  const todos = sum(subscriptions.map(({ mapping, overrides }) => countTodos(mapping ?? overrides)))
  const made = printCount(subscriptions.length, 'subscription', 'subscriptions')
  const check = todos > 0 ? `; check ${printCount(todos, 'field', 'fields')} marked "$todo"` : ''
  const fill = settings.length > 0 ? `; settings are examples: ${settings.join(', ')}` : ''
  return `${made}${check}${fill}`
}

/** `4 tests, 1 still to be written` */
export function describeTests(tests: readonly TestJson[]): string {
  const open = tests.filter(({ todo }) => todo !== undefined).length
  return `${printCount(tests.length, 'test', 'tests')}${open > 0 ? `, ${open} still to be written` : ''}`
}
