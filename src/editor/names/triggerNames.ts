import { DiagnosticBag } from '../../diagnostics/index.ts'
import { callTypes } from '../../event/index.ts'
import { namedEvents, parseTrigger, triggerWords } from '../../trigger/index.ts'
import { isObject, type Json, type Path, readPath } from '../../value/index.ts'
import type { TriggerNames } from '../languages/trigger.ts'
import type { PathTree } from './pathTree.ts'

/** Most values of one path that are offered. */
const most = 100

/** Names for the triggers of a file. `subscriptions` may name further events. */
export function triggerNames(
  tree: PathTree,
  samples: readonly Json[],
  subscriptions: readonly (Json | undefined)[],
): TriggerNames {
  return {
    tree,
    words: triggerWords,
    values(path: Path) {
      const seen = samples.map(sample => readPath(sample, path) as Json | undefined)
      const [key, ...rest] = path
      const known =
        rest.length > 0 ? [] : key === 'type' ? callTypes : key === 'event' ? collectEvents(subscriptions) : []
      return [...new Set([...seen, ...known])]
        .filter(value => value !== undefined && typeof value !== 'object')
        .slice(0, most)
    },
  }
}

function collectEvents(subscriptions: readonly (Json | undefined)[]): string[] {
  return subscriptions.flatMap(subscription => {
    const text = isObject(subscription) && typeof subscription.trigger === 'string' ? subscription.trigger : undefined
    const trigger = text === undefined ? undefined : parseTrigger(text, new DiagnosticBag(), '')
    return trigger ? [...namedEvents(trigger)] : []
  })
}
